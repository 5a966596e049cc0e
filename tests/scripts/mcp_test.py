#!/usr/bin/env python3
"""`dictum mcp` as agents meet it: mcp_test.py DICTUM.

A client of the standard library speaks both generations of the protocol; the official SDK is a
second one where Python has it (the package `mcp`), and is skipped otherwise.
"""
import asyncio
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
PACK = str(ROOT / "rules/domestic-compute")
KEY = "io.modelcontextprotocol/"
MODERN = {KEY + "protocolVersion": "2026-07-28", KEY + "clientCapabilities": {}}
TOOLS = ["ask", "query", "why", "whynot", "whatif", "decide", "search", "schema"]
QUESTION = "What does an A100 server cost?"


class Client:
    """One server; `request` gives the result or raises with the error."""

    def __init__(self, *flags, meta=MODERN):
        self.meta, self.number = meta, 0
        self.server = subprocess.Popen([DICTUM, "mcp", "--pack", PACK, *flags], text=True,
                                       encoding="utf-8", stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stdin.close()
        self.server.stdout.close()
        self.code = self.server.wait(timeout=30)

    def send(self, line):
        self.server.stdin.write(line + "\n")
        self.server.stdin.flush()

    def receive(self):
        return json.loads(self.server.stdout.readline())

    def message(self, method, **params):
        self.number += 1
        if self.meta is not None:
            params["_meta"] = self.meta
        self.send(json.dumps({"jsonrpc": "2.0", "id": self.number, "method": method,
                              "params": params}, ensure_ascii=False))
        reply = self.receive()
        assert reply["id"] == self.number and reply["jsonrpc"] == "2.0", reply
        return reply

    def request(self, method, **params):
        reply = self.message(method, **params)
        assert "result" in reply, reply
        return reply["result"]

    def tool(self, name, **arguments):
        return self.request("tools/call", name=name, arguments=arguments)


def legacy(version="2025-11-25"):
    client = Client(meta=None)
    client.hello = client.request("initialize", protocolVersion=version, capabilities={},
                                  clientInfo={"name": "test", "version": "1"})
    client.send('{"jsonrpc": "2.0", "method": "notifications/initialized"}')
    return client


def printed(*arguments):
    return subprocess.run([DICTUM, *arguments, "--json", "--pack", PACK], text=True, timeout=60,
                          capture_output=True, encoding="utf-8").stdout.rstrip("\n")


class Protocol(unittest.TestCase):
    def test_the_server_tells_what_it_speaks(self):
        with Client() as client:
            result = client.request("server/discover")
        self.assertEqual(result["supportedVersions"], ["2026-07-28"])
        self.assertEqual(result["resultType"], "complete")
        self.assertEqual(sorted(result["capabilities"]), ["resources", "tools"])
        self.assertGreater(result["ttlMs"], 0)
        self.assertEqual(result["cacheScope"], "private")

    def test_another_revision_is_refused_with_those_that_are_spoken(self):
        with Client(meta=dict(MODERN, **{KEY + "protocolVersion": "2031-01-01"})) as client:
            error = client.message("tools/list")["error"]
        self.assertEqual(error["code"], -32022)
        self.assertEqual(error["data"]["supported"], ["2026-07-28"])
        with Client(meta={KEY + "protocolVersion": "2026-07-28"}) as client:
            self.assertEqual(client.message("tools/list")["error"]["code"], -32602)
        with Client(meta=None) as client:
            self.assertEqual(client.message("tools/list")["error"]["code"], -32602)

    def test_older_clients_shake_hands(self):
        for asked, given in [("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"),
                             ("1999-01-01", "2025-11-25")]:
            with legacy(asked) as client:
                self.assertEqual(client.hello["protocolVersion"], given)
                self.assertEqual(client.request("ping"), {})
                listed = client.request("tools/list")
                self.assertNotIn("resultType", listed)
                self.assertEqual([tool["name"] for tool in listed["tools"]], TOOLS)

    def test_tools_are_described_in_a_fixed_order_and_only_read(self):
        with Client() as client:
            tools = client.request("tools/list")["tools"]
            again = client.request("tools/list")["tools"]
        self.assertEqual(tools, again)
        self.assertEqual([tool["name"] for tool in tools], TOOLS)
        for tool in tools:
            self.assertTrue(tool["annotations"]["readOnlyHint"])
            self.assertEqual(tool["inputSchema"]["type"], "object")
            self.assertEqual(tool["outputSchema"]["type"], "object")

    def test_what_is_no_request_is_refused_and_the_server_goes_on(self):
        with Client() as client:
            for line, code in [("x", -32700), ("[]", -32600), ("3", -32600), ("null", -32600),
                               ('{"jsonrpc": "2.0", "id": 1}', -32600),
                               ('{"id": 1, "method": "tools/list"}', -32600),
                               ('{"jsonrpc": "2.0", "id": [], "method": "x"}', -32600),
                               ("[" * 100_000, -32700),
                               ('"' + "a" * 1_100_000 + '"', -32600)]:
                client.send(line)
                error = client.receive()["error"]
                self.assertEqual(error["code"], code, line[:60])
            client.send('{"jsonrpc": "2.0", "method": "notifications/cancelled"}')
            client.send('{"jsonrpc": "2.0", "id": 7, "result": {}}')
            self.assertEqual(client.message("tools/no")["error"]["code"], -32601)
            self.assertEqual(client.message("tools/call")["error"]["code"], -32602)
            self.assertEqual(client.message("tools/call", name="shell")["error"]["code"], -32602)
            self.assertEqual(client.message("resources/read")["error"]["code"], -32602)
            self.assertEqual(client.message("tools/list", cursor="x")["error"]["code"], -32602)
        self.assertEqual(client.code, 0)

    def test_malformed_requests_never_end_the_server(self):
        chance = random.Random(8)
        valid = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {
            "name": "ask", "arguments": {"question": QUESTION}, "_meta": MODERN}})
        with Client() as client:
            for _ in range(500):
                damaged = list(valid)
                for _ in range(chance.randint(1, 4)):
                    at = chance.randrange(len(damaged))
                    damaged[at:at + chance.randint(0, 3)] = chance.choice('{}[]":,0\\ex\x01')
                client.send("".join(damaged))
            client.send('{"jsonrpc": "2.0", "id": "end", "method": "ping"}')
            replies = 0
            while client.receive().get("id") != "end":
                replies += 1
            self.assertGreater(replies, 300)
        self.assertEqual(client.code, 0)


class Tools(unittest.TestCase):
    def test_answers_are_the_bytes_of_the_command_line(self):
        goal = 'server_price("a100", price)'
        with Client() as client:
            for result, line in [
                    (client.tool("ask", question=QUESTION), printed("ask", QUESTION)),
                    (client.tool("query", goal=goal), printed("query", goal)),
                    (client.tool("why", goal=goal),
                     printed("why", goal)),
                    (client.tool("whynot", goal='server_price("a100", 3CNY)'),
                     printed("whynot", 'server_price("a100", 3CNY)')),
                    (client.tool("whatif", asked=goal, set=['server_price("a100", +10%)']),
                     printed("whatif", goal, "--set", 'server_price("a100", +10%)'))]:
                self.assertFalse(result["isError"])
                self.assertEqual(result["content"][0]["text"], line)
                self.assertEqual(result["structuredContent"], json.loads(line))

    def test_cited_turns_are_linked_and_can_be_read(self):
        with Client() as client:
            links = client.tool("ask", question=QUESTION)["content"][1:]
            self.assertTrue(links)
            for link in links:
                self.assertEqual(link["type"], "resource_link")
                read = client.request("resources/read", uri=link["uri"])
                self.assertIn("[" + link["name"].split()[1] + "]", read["contents"][0]["text"])

    def test_long_answers_come_in_pages(self):
        with Client() as client:
            whole = client.tool("query", goal="server_price(s, p)", limit=1000)
            rows, cursor = [], "0"
            while cursor is not None:
                page = client.tool("query", goal="server_price(s, p)", limit=1, cursor=cursor)
                rows += page["structuredContent"]["answers"]
                self.assertLessEqual(len(page["structuredContent"]["answers"]), 1)
                cursor = page["structuredContent"].get("next_cursor")
        self.assertEqual(rows, whole["structuredContent"]["answers"])

    def test_mistakes_are_told_to_the_agent(self):
        with Client() as client:
            for name, arguments, words in [
                    ("query", {"gaol": "x"}, "did you mean `goal`?"),
                    ("query", {}, "`goal` is missing"),
                    ("query", {"goal": 3}, "`goal` is a text"),
                    ("query", {"goal": "server_prise(s, p)"}, "did you mean `server_price`?"),
                    ("query", {"goal": "server_price(s, p)", "limit": 0}, "from 1 to 1000"),
                    ("query", {"goal": "server_price(s, p)", "cursor": "x"}, "next_cursor"),
                    ("ask", {"question": "?", "as_of": "soon"}, "as-of:1:1: error"),
                    ("ask", {"question": "?", "assume": "x"}, "list of texts"),
                    ("schema", {"relation": "x"}, "there is no relation `x`"),
                    ("decide", {"table": "no"}, "there is no table `no`")]:
                result = client.tool(name, **arguments)
                self.assertTrue(result["isError"], (name, arguments))
                self.assertIn(words, result["content"][0]["text"])

    def test_a_request_is_bounded(self):
        with Client("--limit-tuples", "1") as client:
            result = client.tool("query", goal="price_gap(d, f, g)")
            text = result["content"][0]["text"]
            self.assertTrue(result["isError"] and ("limit" in text or "no relation" in text), text)

    def test_the_schema_leads_to_goals(self):
        with Client() as client:
            overview = client.tool("schema", limit=5)["structuredContent"]
            self.assertEqual(len(overview["relations"]), 5)
            self.assertIn("next_cursor", overview)
            one = client.tool("schema", relation="server_price")["structuredContent"]
            self.assertEqual([column["name"] for column in one["relations"][0]["columns"]],
                             ["server", "price"])
            kind = one["relations"][0]["columns"][0]["type"]
            entities = client.tool("schema", type=kind)["structuredContent"]["types"][0]["entities"]
            self.assertIn("a100", [entity["id"] for entity in entities])

    def test_search_finds_turns(self):
        with Client() as client:
            found = client.tool("search", words="A100 英伟达", limit=3)
        passages = found["structuredContent"]["passages"]
        self.assertTrue(0 < len(passages) <= 3)
        self.assertEqual(found["content"][1]["type"], "resource_link")

    def test_resources_come_in_pages(self):
        with Client() as client:
            uris, cursor = [], {}
            while cursor is not None:
                page = client.request("resources/list", **cursor)
                uris += [resource["uri"] for resource in page["resources"]]
                cursor = {"cursor": page["nextCursor"]} if "nextCursor" in page else None
            self.assertEqual(len(uris), len(set(uris)))
            self.assertIn("dictum://source/call-2024-02-27/qa-8", uris)
            rule = next(uri for uri in uris if uri.startswith("dictum://rule/"))
            text = client.request("resources/read", uri=rule)["contents"][0]["text"]
            self.assertIn(":-", text)
            templates = client.request("resources/templates/list")["resourceTemplates"]
            self.assertEqual(len(templates), 3)
            for uri in ["dictum://source/none", "dictum://source/%", "file:///etc/passwd",
                        "dictum://source/call-2024-02-27/../x", "dictum://rule/"]:
                error = client.message("resources/read", uri=uri)["error"]
                self.assertEqual(error["code"], -32602)


@unittest.skipUnless(importlib.util.find_spec("mcp"), "the official SDK (package mcp) is not there")
class OfficialClient(unittest.TestCase):
    def test_it_lists_calls_and_reads(self):
        from mcp import ClientSession, StdioServerParameters
        from mcp.client.stdio import stdio_client

        async def talk():
            server = StdioServerParameters(command=DICTUM, args=["mcp", "--pack", PACK])
            async with stdio_client(server) as (reading, writing):
                async with ClientSession(reading, writing) as session:
                    await session.initialize()
                    tools = await session.list_tools()
                    answer = await session.call_tool("ask", {"question": QUESTION})
                    resources = await session.list_resources()
                    read = await session.read_resource(resources.resources[0].uri)
                    return tools, answer, read

        tools, answer, read = asyncio.run(talk())
        self.check(tools, answer, read)

    def check(self, tools, answer, read):
        self.assertEqual([tool.name for tool in tools.tools], TOOLS)
        self.assertEqual(answer.content[0].text, printed("ask", QUESTION))
        self.assertTrue(read.contents[0].text)

    def test_its_second_generation_does_so_in_every_mode(self):
        import mcp
        if not hasattr(mcp, "Client"):
            self.skipTest("the SDK is of the first generation")

        async def talk(mode):
            server = mcp.StdioServerParameters(command=DICTUM, args=["mcp", "--pack", PACK])
            async with mcp.Client(server, mode=mode) as client:
                return (await client.list_tools(),
                        await client.call_tool("ask", {"question": QUESTION}),
                        await client.read_resource("dictum://source/call-2024-02-27/qa-8"))

        for mode in ["auto", "legacy", "2026-07-28"]:
            with self.subTest(mode=mode):
                self.check(*asyncio.run(talk(mode)))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
