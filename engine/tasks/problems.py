"""The problems of tasks."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "task.done",
    "error",
    zh="这项待办已由{by}完成",
    en="This task was already done by {by}",
    hint_zh="刷新后查看结果",
    hint_en="Reload to see the result",
)
catalogue.add("task.closed", "error", zh="这项待办已经取消", en="This task is no longer open")
catalogue.add(
    "task.stale",
    "error",
    zh="这项待办刚被别人修改过",
    en="This task has just been changed by someone else",
    hint_zh="刷新后重试",
    hint_en="Reload and try again",
)
catalogue.add("task.taken", "error", zh="这项待办已被领走", en="Somebody else has taken this task")
catalogue.add("task.not_yours", "error", zh="这项待办不在你名下", en="This task is not yours")
catalogue.add("task.person", "error", zh="要转给的人不存在或已离职", en="The person does not exist or is not active")
catalogue.add("task.outcome", "error", zh="没有结果“{outcome}”可选", en="There is no outcome “{outcome}”")
catalogue.add("task.fields", "error", zh="这项待办没有要填写的字段", en="This task has no fields to fill in")
