"""A line to a server that can be cut, silenced or slowed: TCP, on loopback, in a thread of its own."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Self

from tests.processes import free_port

PIECE = 65_536
HEADER = 7
"""Bytes of an AMQP frame before its payload: type, channel (2), size (4); one more ends it."""
CHANNEL_CLOSE = bytes.fromhex("0014 0028 021d 0e") + b"INTERNAL_ERROR" + bytes.fromhex("0000 0000")
"""channel.close 541."""


class Line:
    """`port` stands for the server's; what it does to those who speak over it is set while it runs."""

    def __init__(self, server_port: int) -> None:
        self.port = free_port()
        self._server_port = server_port
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._through = asyncio.Event()
        self._delay = 0.0
        self._calls: set[_Call] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._soon(self._through.set)
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._soon(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def hold(self) -> None:
        """Nothing goes through any more, and nobody is told: a black hole."""
        self._soon(self._through.clear)

    def release(self) -> None:
        """What was held goes through."""
        self._soon(self._through.set)

    def cut(self) -> None:
        """Every connection ends at once."""
        self._soon(self._cut)

    def slow(self, seconds: float) -> None:
        """Each piece waits so long; 0 for as fast as it comes."""
        self._delay = seconds

    def close_channels(self) -> None:
        """The server seems to close channel 1 of everybody, between two frames of its own."""
        self._soon(self._close_channels)

    def _cut(self) -> None:
        for call in tuple(self._calls):
            call.abort()

    def _close_channels(self) -> None:
        for call in self._calls:
            call.close_channel()

    async def passing(self) -> None:
        if self._delay:
            await asyncio.sleep(self._delay)
        await self._through.wait()

    def _soon(self, what: Callable[[], object]) -> None:
        self._loop.call_soon_threadsafe(what)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", self.port)

    async def _close(self) -> None:
        self._server.close()
        self._cut()
        await asyncio.sleep(0.1)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.transport.abort()
            return
        call = _Call(self, (reader, writer), there)
        self._calls.add(call)
        try:
            await call.last()
        finally:
            self._calls.discard(call)


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Call:
    """One connection: two streams, of which the server's is passed on frame by frame where it speaks AMQP."""

    def __init__(self, line: Line, here: Ends, there: Ends) -> None:
        self._line, self._here, self._there = line, here, there
        self._closes_channel = False

    async def last(self) -> None:
        both = (self._pass(self._here[0], self._there[1]), self._pass_frames())
        with suppress(OSError, asyncio.IncompleteReadError):
            await asyncio.wait([asyncio.ensure_future(one) for one in both], return_when="FIRST_COMPLETED")
        self.abort()

    def abort(self) -> None:
        for _, writer in (self._here, self._there):
            writer.transport.abort()

    def close_channel(self) -> None:
        self._closes_channel = True

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                await self._line.passing()
                writer.write(piece)
                await writer.drain()

    async def _pass_frames(self) -> None:
        reader, writer = self._there[0], self._here[1]
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                header = await reader.readexactly(HEADER)
                rest = await reader.readexactly(int.from_bytes(header[3:], "big") + 1)
                await self._line.passing()
                if self._closes_channel:
                    self._closes_channel = False
                    size = len(CHANNEL_CLOSE).to_bytes(4, "big")
                    writer.write(b"\x01\x00\x01" + size + CHANNEL_CLOSE + b"\xce")
                writer.write(header + rest)
                await writer.drain()
