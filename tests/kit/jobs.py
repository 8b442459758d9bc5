"""Functions for a child process: good, bad and stuck."""

import os
from collections.abc import Callable

from commonground.engines.errors import TooLarge, Unreadable


def double(number: int) -> int:
    return number * 2


def refuse(message: str) -> None:
    raise Unreadable(message)


def fail() -> None:
    raise ZeroDivisionError("a bug")


def die() -> None:
    os.abort()


def hoard() -> int:
    return len(bytes(3_000_000_000))


def spin() -> None:
    while True:
        pass


def count(to: int, progress: Callable[[int], None]) -> str:
    for number in range(1, to + 1):
        progress(number)
    return "counted"


def chatter() -> str:
    os.write(1, b"said to standard output")
    return "answer"


class Box:
    @staticmethod
    def open() -> type:
        return TooLarge
