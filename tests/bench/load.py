"""Ask for one address as fast as it answers, where `wrk` is not installed.

Slower than wrk, so that ratios come out closer to 1: the page says which was used.
"""

import asyncio
import sys
import time
import urllib.parse

CONNECTIONS = 16


async def ask(host: str, port: int, request: bytes, until: float) -> int:
    """Send the request over one connection again and again; return how many were answered."""
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    while time.monotonic() < until:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode("latin-1"))
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        count += 1
    writer.close()
    return count


async def main(address: str, seconds: float) -> None:
    parts = urllib.parse.urlsplit(address)
    head = f"GET {parts.path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
    started = time.monotonic()
    until = started + seconds
    loops = [
        ask(parts.hostname or "", parts.port or 80, head.encode(), until)
        for _ in range(CONNECTIONS)
    ]
    total = sum(await asyncio.gather(*loops))
    sys.stdout.write(f"Requests/sec: {total / (time.monotonic() - started):.1f}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2])))
