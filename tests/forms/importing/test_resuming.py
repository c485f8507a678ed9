"""An import is killed in its middle: the next start goes on with it, and no row comes twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.forms.importing.conftest import STOCK
from tests.importing import written
from tests.running import running

ROWS = 6000


def test_a_killed_import_goes_on_where_it_stood(database_url: str, tmp_path: Path) -> None:
    text = "编号,名称,供应商\n" + "".join(f"W{at},物料{at},商{at % 7}\n" for at in range(ROWS))
    text += ",无编号,商1\n"
    place = written(tmp_path, text)
    command = [sys.executable, "-m", "engine.command", "--language", "en", "import", str(STOCK), "article", str(place)]
    options = ["--create-missing", "supplier", "--skip", "--database", database_url, "--data", str(tmp_path)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        done = _wait_for_the_middle(database_url, process)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL and 0 < done < ROWS
    with running(database_url, STOCK) as world:
        world.platform.database.folder = tmp_path  # where the command was told to keep files
        before = world.select("SELECT count(*) FROM stock_article")[0][0]
        ((position,),) = world.select("SELECT done FROM dougong_job WHERE kind = 'import'")
        assert before == position
        world.passes("1h")
        assert world.select("SELECT state, done, total FROM dougong_job WHERE kind = 'import'") == [
            ("done", ROWS + 1, ROWS + 1)
        ]
        assert world.select("SELECT count(*), count(DISTINCT code) FROM stock_article") == [(ROWS, ROWS)]
        assert world.select("SELECT count(*) FROM stock_supplier") == [(7,)]
        refused = list(tmp_path.rglob("refused.jsonl"))
        assert [len(each.read_bytes().splitlines()) for each in refused] == [1]


def _wait_for_the_middle(url: str, process: subprocess.Popen[bytes]) -> int:
    """Until some chunks are committed; how many rows that are."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        done = _done(url)
        if done:
            return done
        time.sleep(0.02)
    raise AssertionError("the import never began, or was over at once")


def _done(url: str) -> int:
    import sqlalchemy as sa

    if url.startswith("sqlite") and not os.path.exists(sa.make_url(url).database or ""):
        return 0
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return int(connection.execute(sa.text("SELECT max(done) FROM dougong_job")).scalar() or 0)
    except sa.exc.DBAPIError:
        return 0
    finally:
        engine.dispose()
