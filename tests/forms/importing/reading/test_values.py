"""A cell becomes the value that is meant, or a problem that says why not; nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.problems import Problem
from forms.importing.reading import Cell, Kind, parse_cell, parser
from forms.importing.reading.cells import column_letters, decimal_text
from forms.importing.reading.dates import FORMATS, read_date

CASES: list[list[Any]] = yaml.safe_load(Path(__file__).with_name("values.yaml").read_text(encoding="utf-8"))


def spoken(value: object) -> object:
    """A value as the table of cases writes it."""
    if isinstance(value, Problem):
        return value.code
    if isinstance(value, datetime):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(str(part) for part in case))
def test_a_text_becomes_its_value_or_a_problem(case: list[Any]) -> None:
    text, kind, expected, date_format, mark = [*case, None, None][:5]
    result = parse_cell(Cell("B7", Kind.TEXT, text), Kind(kind), date_format, mark or ".")
    assert spoken(result) == expected
    if isinstance(result, Problem):
        assert result.address == "B7"
        assert text.strip() in result.text("zh") and text.strip() in result.text("en")


TYPED = [
    (Cell("A1", Kind.NUMBER, "13800138000"), Kind.TEXT, "13800138000"),
    (Cell("A1", Kind.NUMBER, "0.3"), Kind.NUMBER, Decimal("0.3")),
    (Cell("A1", Kind.NUMBER, "20240305"), Kind.DATE, date(2024, 3, 5)),
    (Cell("A1", Kind.NUMBER, "1"), Kind.BOOLEAN, True),
    (Cell("A1", Kind.DATE, "2024-03-05"), Kind.DATE, date(2024, 3, 5)),
    (Cell("A1", Kind.DATE, "2024-03-05"), Kind.DATETIME, datetime(2024, 3, 5)),
    (Cell("A1", Kind.DATETIME, "2024-03-05T13:05:00"), Kind.DATE, date(2024, 3, 5)),
    (Cell("A1", Kind.DATE, "2024-03-05"), Kind.TEXT, "2024-03-05"),
    (Cell("A1", Kind.BOOLEAN, "false"), Kind.BOOLEAN, False),
    (Cell("A1", Kind.EMPTY, ""), Kind.DATE, None),
]


@pytest.mark.parametrize(("cell", "kind", "expected"), TYPED, ids=lambda part: str(part))
def test_a_typed_cell_keeps_its_value(cell: Cell, kind: Kind, expected: object) -> None:
    assert parse_cell(cell, kind) == expected


@pytest.mark.parametrize(
    ("cell", "kind", "code"),
    [
        (Cell("A1", Kind.DATE, "2024-03-05"), Kind.NUMBER, "import.not_a_number"),
        (Cell("A1", Kind.BOOLEAN, "true"), Kind.NUMBER, "import.not_a_number"),
        (Cell("A1", Kind.BOOLEAN, "true"), Kind.DATE, "import.not_a_date"),
        (Cell("A1", Kind.NUMBER, "45000"), Kind.DATE, "import.not_a_date"),
    ],
)
def test_a_cell_of_another_type_is_not_bent_into_the_wanted_one(cell: Cell, kind: Kind, code: str) -> None:
    result = parse_cell(cell, kind)
    assert isinstance(result, Problem) and result.code == code


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (125.43999999999998, "125.44"),
        (13800138000.0, "13800138000"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        (9007199254740991.0, "9007199254740991"),
        (-60.70400000000001, "-60.704"),
    ],
)
def test_a_number_of_a_sheet_is_written_without_the_noise_of_binary_fractions(number: float, text: str) -> None:
    assert decimal_text(number) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_decimal_of_at_most_fifteen_digits_survives_a_sheet(number: Decimal) -> None:
    assert Decimal(decimal_text(float(number))) == number


@given(
    st.dates(min_value=date(1969, 1, 1), max_value=date(2068, 12, 31)),
    st.sampled_from(("M/D/Y", "D/M/Y", "Y-M-D")),
)
def test_a_date_is_read_back_from_each_format(day: date, order: str) -> None:
    parts = {"Y": f"{day.year}", "M": f"{day.month}", "D": f"{day.day:02}"}
    text = "/".join(parts[letter] for letter in order if letter in parts)
    assert parse_cell(Cell("A1", Kind.TEXT, text), Kind.DATE, order) == day


@given(st.text(max_size=45), st.sampled_from(list(Kind)), st.sampled_from([None, *FORMATS]))
def test_no_text_breaks_a_parser(text: str, kind: Kind, date_format: str | None) -> None:
    parser(kind, date_format)(text)


@given(st.text(alphabet="0123456789-/.年月日:T+Z ", max_size=22))
def test_what_could_be_two_days_is_never_given_without_an_order(text: str) -> None:
    found = read_date(text.strip())
    if found is not None and not found.settled:
        assert found.value(None) is None


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_a_column_has_the_letters_of_a_sheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters
