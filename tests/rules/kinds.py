"""Rules of every kind for the shop: scores, segments, decisions."""

from __future__ import annotations

RULES = """
title: 分层
form: customer
scores:
  r: {score: R 近度, formula: recency, better: low, bands: [7, 30, 60, 90]}
  m: {score: M 金额, formula: paid, better: high, bands: [100, 1000]}
  growth:
    score: 成长潜力
    max: 100
    points:
      known: {add: 40, when: grade = known}
      friend: {add: 30, when: referrer is set}
      urgent: {add: 20.5, when: any(needs where urgent = true)}
      big: {add: 40, when: paid > 500}
segments:
  rfm:
    segment: RFM 客群
    classes:
      unbought: {title: 未成交, when: last_paid is empty}
      star: {title: 高价值客户, when: r >= 4 and m = 3, color: amber, strategy: 专属服务}
      dormant: {title: 待唤醒客户, when: recency > param.r_days and m >= 2}
      rest: {title: 一般客户, when: else}
  worth:
    segment: 价值分层
    classes:
      high: {title: 高, when: tags has high_value}
      grow: {title: 潜力, when: growth >= 60}
decisions:
  care:
    decision: 服务方式
    hit: first
    gives:
      level: {choice: 级别, options: {vip: 贵宾, plain: 普通}}
      free: {boolean: 免运费}
      discount: {percent: 折扣}
    rows:
      star: {when: rfm = star, level: vip, free: true, discount: 10%}
      old: {when: recency > 30 and paid >= 100, level: vip, discount: 5%}
      rest:
        when: else
        level: plain
        discount: =if(paid > 50, 1%, 0)
  gifts:
    decision: 赠品
    hit: collect
    gives: {gift: {choice: 赠品, options: {cup: 杯子, bag: 袋子, pen: 笔}}}
    rows:
      a: {when: paid > 100, gift: bag}
      b: {when: paid > 10, gift: cup}
      c: {when: recency < 10, gift: bag}
  bonus:
    decision: 加分
    hit: collect
    collect: sum
    gives: {points: {number: 分}}
    rows:
      a: {when: paid > 100, points: 10}
      b: {when: paid > 10, points: 5}
"""
CUTS = """
title: 名次
form: customer
scores:
  quintile: {score: 金额五分, formula: paid, better: high, quantiles: 5, refresh: day 02:00}
  near: {score: 近度四分, formula: recency, better: low, quantiles: 4, refresh: day 02:00}
segments:
  abc:
    segment: A/B/C 分级
    classes: {a: {title: A 级, color: amber, strategy: 每月拜访}}
    cut: {by: paid, shares: {a: 20%, b: 30%, c: 50%}}
    refresh: day 02:00
"""
