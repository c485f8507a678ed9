"""Numbers as people write them: 1,234.50元, ￥1234, (5.00), 12%, 1.5万, １２３."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

DecimalMark = Literal[".", ","]

CURRENCY = (
    r"(?:US\$|HK\$|NT\$|R\$|A\$|C\$|[$¥€£₩₹]|RMB|CNY|USD|EUR|GBP|HKD|TWD|JPY|CHF"
    r"|人民币|美元|欧元|港币|元|圆|块)"
)
UNITS = {"": 0, "%": -2, "‰": -3, "万": 4, "亿": 8}  # a unit as the power of ten it stands for
EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
DIGITS: dict[DecimalMark, str] = {
    ".": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[ '’]\d{{3}})+|\d+)(?:\.\d*)?{EXPONENT}|\.\d+{EXPONENT}",
    ",": rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:[ '’]\d{{3}})+|\d+)(?:,\d*)?{EXPONENT}|,\d+{EXPONENT}",
}
SIGN = "[+\\-\u2212]?"  # with the typographic minus
PATTERNS: dict[DecimalMark, re.Pattern[str]] = {
    mark: re.compile(
        rf"(?P<sign>{SIGN})\s*{CURRENCY}?\s*(?P<inner>{SIGN})(?P<digits>{digits})\s*"
        rf"(?P<unit>[%‰万亿]?)\s*{CURRENCY}?(?P<trailing>-?)"
    )
    for mark, digits in DIGITS.items()
}
GROUPING = re.compile(r"[ '’]")
LONGEST = 60  # characters; nothing longer is a number


def plain(text: str) -> str:
    """The text with full-width digits and signs made plain, and without white space around it."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def parse_number(text: str, decimal_mark: DecimalMark = ".") -> Decimal | None:
    """The exact number that a plain text stands for (a percentage as its fraction), or None."""
    if not text or len(text) > LONGEST:
        return None
    bracketed = text[0] == "(" and text[-1] == ")"
    found = PATTERNS[decimal_mark].fullmatch(text[1:-1].strip() if bracketed else text)
    if found is None:
        return None
    signs = (found["sign"] + found["inner"] + found["trailing"]).replace("+", "")
    if len(signs) + bracketed > 1:
        return None
    return _value(found["digits"], decimal_mark, found["unit"], bool(signs) or bracketed)


def _value(digits: str, mark: DecimalMark, unit: str, negative: bool) -> Decimal:
    digits = GROUPING.sub("", digits)
    digits = digits.replace(",", "") if mark == "." else digits.replace(".", "").replace(",", ".")
    number = Decimal(digits)
    if unit:
        number = number.scaleb(UNITS[unit])
    return -number if negative else number
