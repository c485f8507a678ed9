"""A small shop whose scenarios tests write: a customer with orders, a tag that time ends, a rule, a flow, a button."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "app.yaml": """
title: 小店
roles: {clerk: {role: 店员}, boss: {role: 店长, includes: [clerk]}}
teams: {desk: 前台}
parameters:
  patience: {duration: 耐心, default: 2h}
  most: {money: 最多, default: 100}
""",
    "forms/customer.yaml": """
title: 客户
label: name
fields:
  name: {text: 名称, required: true}
  phone: {phone: 电话}
  owner: {user: 负责人, default: =me}
  paid: {money: 累计, formula: sum(orders.amount)}
  last: {date: 最近, formula: max(orders.day)}
  state: {stage: 状态, options: {new: 新, known: {title: 熟客, requires: [phone]}, gone: {title: 流失, closed: lost}}}
  paper: {file: 文件}
  tags: {tags: 标签}
checks:
  reachable: {assert: phone is set or owner is set, message: 要有电话或负责人}
buttons:
  greet: {button: 打招呼, ask: [phone], when: state = new, then: {set: {state: known}}}
access:
  boss: {see: true, edit: true, create: true, delete: true}
  clerk: {see: owner = me, edit: owner = me, create: true, fields: {paper: hide}}
""",
    "forms/order.yaml": """
title: 订单
label: day
fields:
  customer: {reference: 客户, form: customer, back: orders, required: true}
  day: {date: 日期, default: =today}
  amount: {money: 金额, required: true, min: 0, max: 1000}
  items: {table: 明细, fields: {what: {text: 物品, required: true}, pieces: {number: 数量}}}
access: {boss: {see: true, create: true}, clerk: {see: customer.owner = me, create: true}}
""",
    "rules/customer.yaml": """
title: 客户
form: customer
tags: {fresh: {tag: 新近, when: days_since(last) < 10}, nice: {tag: 和气}}
rules:
  hello: {rule: 欢迎, trigger: created, then: [{notify: owner, message: "{{ name }} 来了"}]}
  forget: {rule: 忘掉, when: days_since(last) >= 40, then: [{set: {owner: null}}]}
  visit: {rule: 大客户要上门, when: paid > param.most, then: [{task: 上门, assign: owner, then: {set: {state: gone}}}]}
""",
    "flows/care.yaml": """
title: 回访
form: customer
trigger: created
steps:
  call:
    task: 打电话
    assign: owner
    due: param.patience
    overdue: [{notify: owner.manager, message: "{{ name }} 还没有联系"}]
    fields: {phone: required}
    outcomes: {good: 满意, bad: 不满意}
    next: {pause: outcome = good, call: else}
  pause: {wait: 3d, title: 等三天}
  again: {task: 再打一次, assign: owner}
""",
    "reports/sales.yaml": """
title: 销售
measures:
  sold: {measure: 卖了, formula: sum(order.amount), date: day}
  half: {measure: 一半, formula: sold / 2}
reports:
  sold_now: {card: 现在卖了, show: sold}
""",
}
BEGIN = """
title: 例
at: 2026-03-02 09:00
users: {bo: {roles: boss}, an: {roles: clerk, manager: bo, team: desk}, eve: {roles: clerk}}
given:
  acme: {customer: {name: 云海, owner: an}}
  o1: {order: {customer: acme, amount: 60.5}}
"""


def write(folder: Path, steps: str, begin: str = BEGIN, **changes: str) -> Path:
    """The pack with one scenario of these steps; ``changes`` are other files by their path with ``__`` for ``/``."""
    pack = folder / "shop"
    changed = {path.replace("__", "/") + ".yaml": text for path, text in changes.items()}
    for path, text in {**FILES, **changed, "scenarios/case.yaml": f"{begin.strip()}\nsteps:\n{steps}"}.items():
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_text(text.lstrip(), encoding="utf-8")
    return pack
