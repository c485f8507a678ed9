"""What the command line prints of an import, in Chinese or English, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from engine.records.jobs import Job
from forms.importing.matching import Match
from forms.importing.reading import Table
from forms.importing.running import told
from forms.records.visit import Visit

SHOWN = 20  # lines of problems
TEXTS = {
    "read": {"zh": "读取 {name}：{rows} 行", "en": "Read {name}: {rows} rows"},
    "encoding": {"zh": "编码 {value}", "en": "encoding {value}"},
    "delimiter": {"zh": "分隔符 {value!r}", "en": "delimiter {value!r}"},
    "sheet": {"zh": "工作表 {value}", "en": "sheet {value}"},
    "header": {"zh": "表头在第 {value} 行", "en": "header in row {value}"},
    "ignored": {"zh": "（不导入）", "en": "(not imported)"},
    "counts": {
        "zh": "新建 {create}，更新 {update}，跳过 {skip}（其中有问题 {refused}）",
        "en": "create {create}, update {update}, skip {skip} (refused {refused})",
    },
    "missing": {"zh": "先新建 {form}：{count}", "en": "create {form} first: {count}"},
    "problem": {"zh": "  {cells}（共 {count}）：{message}", "en": "  {cells} ({count}): {message}"},
    "done": {
        "zh": "完成：新建 {create}，更新 {update}，跳过 {skip}。任务 {job}",
        "en": "Done: created {create}, updated {update}, skipped {skip}. Job {job}",
    },
    "failed": {"zh": "没有完成：{error}。任务 {job}", "en": "Failed: {error}. Job {job}"},
}


class Report:
    """Prints as it goes; as JSON one object at the end."""

    def __init__(self, as_json: bool, language: str) -> None:
        self.language = language
        self._json: dict[str, Any] | None = {} if as_json else None

    def matching(self, visit: Visit, table: Table, body: Mapping[str, Any], found: Sequence[Match]) -> None:
        """How the file was read, and what becomes of its columns."""
        sure = {each.index: each.confidence for each in found}
        lines = [
            {
                "column": column.name,
                "field": body["mapping"].get(str(column.index)),
                "confidence": sure.get(column.index),
                "kind": column.kind,
                "date_format": column.date_format,
                "samples": list(column.samples[:3]),
            }
            for column in table.columns
        ]
        read = {"rows": table.row_count, "encoding": table.encoding, "delimiter": table.delimiter}
        read |= {"sheet": table.sheet, "header": table.header_row}
        remarks = [problem.to_json(self.language) for problem in table.problems]
        if self._json is not None:
            self._json |= {**read, "columns": lines, "remarks": remarks}
            return
        more = [self._say(key, value=read[key]) for key in ("encoding", "delimiter", "sheet", "header") if read[key]]
        name = visit.sheet.titles[self.language]
        print(", ".join((self._say("read", name=name, rows=table.row_count), *more)))
        for remark in remarks:
            print(f"  {remark['address']} {remark['message']}")
        for line in lines:
            self._print_column(visit, line)

    def _print_column(self, visit: Visit, line: Mapping[str, Any]) -> None:
        field = line["field"]
        title = visit.sheet.fields[field].titles[self.language] if field in visit.sheet.fields else field
        becomes = f"{title} [{field}]" if field else self._say("ignored")
        shape = f" {line['date_format']}" if line["date_format"] else ""
        print(f"  {line['column']} → {becomes}  ({', '.join(line['samples'])}{shape})")

    def outcome(self, told: Mapping[str, Any]) -> None:
        """What the dry run found."""
        if self._json is not None:
            self._json |= told
            return
        for form, count in told["create_missing"].items():
            print(self._say("missing", form=form, count=count))
        print(self._say("counts", **told))
        for kind in told["kinds"][:SHOWN]:
            cells = ", ".join(kind["cells"]) + ("…" if kind["count"] > len(kind["cells"]) else "")
            print(self._say("problem", **{**kind, "cells": f"{kind['column']} {cells}".strip()}))
            if kind["hint"]:
                print(f"      {kind['hint']}")

    def done(self, job: Job) -> None:
        """What the run came to."""
        outcome = told(job, self.language)
        if self._json is not None:
            self._json["job"] = {"id": job.id, "state": job.state, "error": job.error, **outcome}
        elif job.state == "done":
            print(self._say("done", **outcome, job=job.id))
        else:
            print(self._say("failed", error=job.error, job=job.id))

    def end(self) -> None:
        if self._json is not None:
            print(json.dumps(self._json, ensure_ascii=False, indent=1))

    def _say(self, key: str, **values: Any) -> str:
        return TEXTS[key][self.language].format(**values)
