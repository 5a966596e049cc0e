// A server of the Model Context Protocol: one JSON-RPC message in, one message out.
//
//   {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask",
//    "arguments":{"question":"..."},"_meta":{"io.modelcontextprotocol/protocolVersion":
//    "2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
//
// Speaks the revision 2026-07-28, in which every request names its revision, and 2025-11-25 and
// older ones with clients that begin with `initialize`. Holds nothing of a client but that it did.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "embed/mcp/json.h"
#include "embed/session.h"

namespace dictum::mcp {

class Server {
  public:
    // `begin` is called before each request, to start its time. The session must outlive this.
    Server(Session& session, std::string version, std::function<void()> begin)
        : session_(session), version_(std::move(version)), begin_(std::move(begin)) {}

    // The reply in one line, without its end; empty: none is due.
    std::string reply(std::string_view message);
    // To a message that is longer than anything that is read.
    static std::string too_long();

  private:
    struct Reply {
        Json result;
        int error = 0;  // a code of JSON-RPC; 0: there is a result
        std::string words;
        Json data;
        bool cached = false;  // a client may keep it
    };

    static Reply failed(int code, std::string words);
    Reply answer(const std::string& method, const Json& params);
    std::optional<Reply> refused_version(const std::string& method, const Json& params) const;
    Reply initialize(const Json& params);
    Reply discover() const;
    Reply call(const Json& params);
    Reply list(const char* name, Json items, const Json& params) const;
    Reply read(const Json& params) const;
    Json capabilities() const;
    Json server_info() const;

    Session& session_;
    std::string version_;
    std::function<void()> begin_;
    bool shook_hands_ = false;
};

}  // namespace dictum::mcp
