"""``kith serve``: the pages and the background jobs, together."""

import argparse
import sys

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith serve``."""
    parser.add_argument("--demo", action="store_true", help="a made-up county, built on the first start")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=_port, default=8000, help="the port; the next free one if it is taken")
    parser.add_argument("--no-worker", action="store_true", help="the pages only, without background jobs")


def run(arguments: argparse.Namespace) -> int:
    """Start the service and stay until it is stopped."""
    start = optional.load("kith.config.start")
    start.prepare(demo=arguments.demo)
    if arguments.demo:
        optional.load("kith.demo.build").build_if_empty(start.today(), seed=1, say=print)
    try:
        port = start.free_port(arguments.host, arguments.port)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    shown = "localhost" if arguments.host in {"127.0.0.1", "0.0.0.0"} else arguments.host  # noqa: S104
    print(f"\nKith is at http://localhost:{port}" if shown == "localhost" else f"\nKith is at http://{shown}:{port}")
    if arguments.demo:
        print(optional.load("kith.demo.build").who_to_sign_in_as())
    print("Stop with Ctrl and C.\n", flush=True)
    code: int = start.run_processes(arguments.host, port, worker=not arguments.no_worker)
    return code


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; write a number from 1 to 65535")
    return int(text)
