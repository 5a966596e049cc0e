// Printing: data to standard output, everything else to standard error.
#pragma once

#include <string_view>

#include "embed/session.h"

namespace dictum::cli {

void print(std::string_view text);        // to standard output, as it is
void print_error(std::string_view text);  // to standard error, with a final line end
void flush_output();
// Could everything be written so far?
bool output_is_good();
// Flushes; false (and a message) when standard output could not be written, e.g. a full disk.
bool finish_output();

// Prints the failure; the exit code that goes with it.
int fail(const Failure& failure);

}  // namespace dictum::cli
