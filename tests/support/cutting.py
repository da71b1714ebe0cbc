"""A TCP proxy of our own that treats a connection badly: cuts it, breaks answers off, makes everything slow."""

import asyncio
import threading
from collections.abc import Callable


class CuttingProxy:
    """Stands between a browser and a server on loopback. Runs in a thread of its own; ``port`` is where to knock.

    ``cut()`` drops every connection with a reset and refuses new ones until ``mend()``; ``truncate(n)`` breaks each
    answer off after n bytes; ``delay`` is added to every piece that passes, in seconds.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay = 0.0
        self.limit: int | None = None
        self.is_cut = False
        self.passed = 0
        self.writers: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        assert ready.wait(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self.writers |= both
        ways = {
            asyncio.ensure_future(self._pump(reader, far_writer, None)),
            asyncio.ensure_future(self._pump(far_reader, writer, self.limit)),
        }
        _done, left = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in left:
            way.cancel()
        self.writers -= both
        for one in both:
            one.transport.abort()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int | None
    ) -> None:
        """Bytes from one side to the other; after ``limit`` of them, or when a side is gone, it ends."""
        sent = 0
        try:
            while data := await reader.read(65536):
                if self.delay:
                    await asyncio.sleep(self.delay)
                piece = data if limit is None else data[: limit - sent]
                sent += len(piece)
                self.passed += len(piece)
                writer.write(piece)
                await writer.drain()
                if limit is not None and sent >= limit:
                    return
        except OSError:
            return

    def _do(self, work: Callable[[], None]) -> None:
        done = threading.Event()

        def step() -> None:
            work()
            done.set()

        self.loop.call_soon_threadsafe(step)
        assert done.wait(10)

    def drop(self) -> None:
        """Reset every connection that is open now."""
        self._do(lambda: [writer.transport.abort() for writer in list(self.writers)] and None)

    def cut(self) -> None:
        self.is_cut = True
        self.drop()

    def mend(self) -> None:
        self.is_cut, self.limit, self.delay = False, None, 0.0

    def truncate(self, after: int) -> None:
        """From now on every connection dies after so many bytes of answers."""
        self.limit = after
        self.drop()

    def stop(self) -> None:
        self._do(self.server.close)
        self.drop()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.2), self.loop).result(
            5
        )  # what was dropped ends by itself
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
