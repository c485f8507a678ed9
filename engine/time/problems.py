"""What can be wrong with a time phrase."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "time.minute_or_month",
    "error",
    zh="「{text}」里的 m 可能是分钟，也可能是月",
    en="“m” in “{text}” may be a minute or a month",
    hint_zh="分钟写 min，月写 mo",
    hint_en="write min for minutes, mo for months",
)
catalogue.add(
    "time.bad_duration",
    "error",
    zh="「{text}」不是时长",
    en="“{text}” is not a duration",
    hint_zh="例如 30min、2h、15d、1w、3mo、1q、1y，工作时间 3wd、4wh，可以连写 1d12h",
    hint_en="for example 30min, 2h, 15d, 1w, 3mo, 1q, 1y, working time 3wd, 4wh, joined 1d12h",
)
catalogue.add(
    "time.too_long",
    "error",
    zh="时长「{text}」超过一百年",
    en="the duration “{text}” is longer than a hundred years",
    hint_zh="请写短一些的时长",
    hint_en="give a shorter duration",
)
catalogue.add(
    "time.bad_repeat",
    "error",
    zh="「{text}」不是重复规律",
    en="“{text}” is not a repetition",
    hint_zh="例如 15min、day 09:00、workday 09:00、monday 09:00、month 15 09:00、month last 18:00、"
    "quarter、year 02-14、payday +1d 10:00、birthday 09:00",
    hint_en="for example 15min, day 09:00, workday 09:00, monday 09:00, month 15 09:00, month last 18:00, "
    "quarter, year 02-14, payday +1d 10:00, birthday 09:00",
)
catalogue.add(
    "time.cron",
    "error",
    zh="「{text}」像是 cron 写法",
    en="“{text}” looks like a cron text",
    hint_zh="用文字写：day 09:00、workday 09:00、month 15 09:00",
    hint_en="say it in words: day 09:00, workday 09:00, month 15 09:00",
)
catalogue.add(
    "time.bad_hours",
    "error",
    zh="「{text}」不是工作时段",
    en="“{text}” are not working hours",
    hint_zh="写成 09:00-12:00 13:30-18:00：从早到晚，不重叠",
    hint_en="write 09:00-12:00 13:30-18:00: early to late, without overlap",
)
catalogue.add(
    "time.bad_date",
    "error",
    zh="「{text}」不是日期",
    en="“{text}” is not a date",
    hint_zh="写成 2026-01-31",
    hint_en="write 2026-01-31",
)
catalogue.add(
    "time.bad_moment",
    "error",
    zh="「{text}」不是日期时间",
    en="“{text}” is not a date and time",
    hint_zh="写成 2026-01-31 09:00",
    hint_en="write 2026-01-31 09:00",
)
catalogue.add(
    "time.bad_rate",
    "error",
    zh="「{text}」不是频率",
    en="“{text}” is not a rate",
    hint_zh="写成 500/h：次数/单位，单位是 min h d w",
    hint_en="write 500/h: a number and min, h, d or w",
)
