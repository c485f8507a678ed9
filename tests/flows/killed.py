"""A process that completes a task of a flow and is killed before its n-th statement: ``python -m tests.flows.killed``
with the address of the database, the instant, the person and n."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

from engine.app import opened
from engine.people.lookup import by_id
from engine.records.clock import VirtualClock
from engine.records.command import Actor, Cause, Command
from engine.records.statement import Statement
from engine.tasks import complete_task


def main(url: str, now: str, person: str, statements: str) -> None:
    left = int(statements)
    run = Statement.run

    def counted(self: Statement, *arguments: Any) -> Any:
        nonlocal left
        if threading.current_thread().name == "writer":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return run(self, *arguments)

    with opened(url, VirtualClock(int(now))) as platform:

        def complete(uow: Any) -> None:
            uow.cursor.execute("SELECT id FROM dougong_task WHERE state = 'open'")
            ((id,),) = uow.cursor.fetchall()
            viewer = by_id(uow.cursor, uow.dialect, person)
            Statement.run = counted  # type: ignore[method-assign, assignment]
            complete_task(uow, id, viewer, fields={"intent": "high"})

        platform.run(Command("interactive", complete, Actor(person), Cause("user"), app="desk"))
    print(left)


if __name__ == "__main__":
    main(*sys.argv[1:])
