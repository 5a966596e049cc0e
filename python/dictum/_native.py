"""The C interface (dictum.h) by ctypes, which lets other threads run during every call."""
import ctypes
import ctypes.util
import os
import pathlib

ABI_VERSION = 1
OK, INVALID, NOT_FOUND, IO, LIMIT, INTERRUPTED, NOMEM = range(7)
UNSUPPORTED, DAMAGED, MISUSE, INTERNAL, BUSY, ABI = range(7, 13)
ROW, DONE = 100, 101
CREATE = 1
TERMINATED = ctypes.c_size_t(-1).value
LIMITS = {"milliseconds": 1, "bytes": 2, "tuples": 3, "rounds": 4, "rows": 5, "proof_nodes": 6}
OPTIONS = {"language": 1, "as_of": 2, "recorded_by": 3, "at_least": 4, "assume": 5, "without": 6,
           "set": 7}
KINDS = [None, "number", "unsigned", "float", "symbol", "quantity", "ratio", "date", "bool",
         "period"]

P, I, Z, S = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t, ctypes.c_char_p
D, L = ctypes.c_double, ctypes.c_longlong
PP, PI, PZ, PS = (ctypes.POINTER(kind) for kind in (P, I, Z, S))
PD, PL = ctypes.POINTER(D), ctypes.POINTER(L)


class Problem(ctypes.Structure):
    _fields_ = [("id", S), ("file", S), ("message", S), ("mend", S), ("line", I), ("column", I),
                ("is_warning", I)]


class Quantity(ctypes.Structure):
    _fields_ = [("lo", D), ("hi", D), ("lo_open", I), ("hi_open", I), ("unit", S)]


_ANSWER = (I, P, S, P, PS, PZ)
_FUNCTIONS = {
    "version": (S,), "abi_version": (I,), "code_name": (S, I),
    "open": (I, PP, S, I, I), "close": (I, P), "load": (I, P, S, S),
    "error_message": (S, P), "problem_count": (Z, P),
    "problem_at": (I, P, Z, ctypes.POINTER(Problem)),
    "warning_count": (Z, P), "warning_at": (S, P, Z),
    "set_limit": (I, P, I, L), "limit": (L, P, I), "interrupt": (I, P),
    "options_new": (I, PP), "options_set": (I, P, I, S), "options_free": (None, P),
    "ask": _ANSWER, "query": _ANSWER, "why": _ANSWER, "why_text": _ANSWER, "why_not": _ANSWER,
    "what_if": _ANSWER, "sensitivity": _ANSWER,
    "decide": (I, P, S, S, Z, I, PS, PZ), "schema": (I, P, PS, PZ), "source": (I, P, S, PS, PZ),
    "assert": (I, P, S), "retract": (I, P, S), "forget": (I, P),
    "goal_prepare": (I, P, S, PP), "goal_finalize": (I, P), "goal_width": (I, P),
    "goal_name": (S, P, I), "goal_type": (S, P, I), "goal_kind": (I, P, I),
    "goal_bind_text": (I, P, I, S, Z), "goal_bind_number": (I, P, I, L),
    "goal_bind_real": (I, P, I, D), "goal_bind_bool": (I, P, I, I),
    "goal_bind_quantity": (I, P, I, D, D, S), "goal_unbind": (I, P, I), "goal_unbind_all": (I, P),
    "goal_step": (I, P), "goal_reset": (I, P),
    "goal_text": (I, P, I, PS, PZ), "goal_number": (I, P, I, PL), "goal_real": (I, P, I, PD),
    "goal_bool": (I, P, I, PI), "goal_quantity": (I, P, I, ctypes.POINTER(Quantity)),
    "goal_strength": (I, P, PI, PD, PI), "goal_json": (I, P, P, PS, PZ),
}


def _load():
    beside = pathlib.Path(__file__).with_name("libdictum.so")
    path = os.environ.get("DICTUM_LIBRARY") or (str(beside) if beside.exists() else None)
    path = path or ctypes.util.find_library("dictum")
    if path is None:
        raise ImportError("libdictum.so was not found; DICTUM_LIBRARY can name it")
    library = ctypes.CDLL(path)
    for name, (result, *arguments) in _FUNCTIONS.items():
        function = getattr(library, "dictum_" + name)
        function.restype, function.argtypes = result, arguments
    if library.dictum_abi_version() != ABI_VERSION:
        raise ImportError(f"{path} is of another version than this package")
    return library


library = _load()
