"""A small pack that tells a story: a shop with customers, orders, a rule, a flow and a tag that time ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.app import opened
from engine.demo.loading import expect_data, load_data
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock
from engine.time.duration import DAY, HOUR
from tests.running import NOW, World

FILES = {
    "app.yaml": """
title: 小店
roles: {clerk: {role: 店员}, boss: {role: 店长, includes: [clerk]}}
teams: {desk: 前台}
""",
    "forms/customer.yaml": """
title: 客户
label: name
fields:
  name: {text: 名称, required: true}
  owner: {user: 负责人, default: =me}
  paid: {money: 累计, formula: sum(orders.amount)}
  last: {date: 最近, formula: max(orders.day)}
  state: {stage: 状态, options: {new: 新, known: 熟客}}
  paper: {file: 文件, accept: [pdf]}
  tags: {tags: 标签}
access: {boss: {see: true, edit: true, create: true}, clerk: {see: owner = me, create: true}}
""",
    "forms/order.yaml": """
title: 订单
label: code
fields:
  code: {serial: 编号, prefix: S, per: month, digits: 3}
  customer: {reference: 客户, form: customer, back: orders, required: true}
  day: {date: 日期, default: =today}
  amount: {money: 金额, required: true, min: 0}
  seller: {user: 经手}
  items: {table: 明细, fields: {what: {text: 物品}}}
access: {boss: {see: true, create: true}}
""",
    "rules/customer.yaml": """
title: 客户
form: customer
tags: {fresh: {tag: 新近, when: days_since(last) < 10}}
rules:
  hello: {rule: 欢迎, trigger: created, then: [{notify: owner, message: "{{ name }} 来了"}]}
  lost: {rule: 久无订单, when: days_since(last) >= 20, then: [{notify: owner, message: "{{ name }} 好久没来"}]}
""",
    "flows/care.yaml": """
title: 回访
form: customer
trigger: created
steps:
  call:
    task: 打电话
    assign: owner
    due: 2h
    overdue: [{notify: owner.manager, message: "{{ name }} 还没有联系"}]
""",
    "data/story.yaml": """
title: 故事
live: 2d
users:
  bo: {title: 薄店长, roles: boss, department: 总店}
  an: {title: 安然, roles: clerk, manager: bo, team: desk, department: 总店}
sign_in: [an]
given:
  early:
    create: customer
    at: -70d
    as: an
    with: {name: 早来的, paper: paper.pdf}
    then: [{set: {state: known}, after: 40d, as: bo}]
  old: {create: order, at: -60d, as: an, with: {customer: early, amount: 30.5, items: [{what: 茶}, {what: 壶}]}}
  older: {create: order, at: -59d, as: an, with: {customer: early, amount: 10}}
  late: {create: customer, at: -1d, as: an, with: {name: 新来的}}
  recent: {create: order, at: -1h, as: bo, with: {customer: late, seller: =customer.owner, amount: 5, day: =today - 1d}}
  second: {create: customer, at: -20d23h, as: an, with: {name: 第二位}}
  only: {create: order, at: -20d, as: an, with: {customer: second, amount: 7, day: =today - 0d}}
""",
    "data/files/paper.pdf": "%PDF-1.4 paper",
}


def files(changes: Mapping[str, str] = {}) -> dict[str, bytes]:
    return {path: text.encode() for path, text in {**FILES, **changes}.items()}


@contextmanager
def told(url: str, changes: Mapping[str, str] = {}, now: int = NOW) -> Iterator[World]:
    """The shop published for the first time, with its data told."""
    with opened(url, VirtualClock(now)) as platform:
        yield serve(platform, changes)


def serve(platform: Platform, changes: Mapping[str, str] = {}) -> World:
    """What serving the pack does before it listens."""
    expect_data(platform, "shop")
    publish(platform, files(changes), "shop")
    load_data(platform, "shop")
    world = World(platform, "shop", files(changes))
    world.people = dict(world.select('SELECT login, id FROM "system_user"'))
    return world


__all__ = ["DAY", "FILES", "HOUR", "files", "serve", "told"]
