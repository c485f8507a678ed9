"""The nouns of fields, each in its own file."""

from __future__ import annotations

from forms.fields.boolean import BooleanField
from forms.fields.choice import ChoiceField
from forms.fields.date import DateField
from forms.fields.datetime import DateTimeField
from forms.fields.email import EmailField
from forms.fields.field import Bounded, Constraint, Field, Finding
from forms.fields.file import FileField
from forms.fields.money import MoneyField
from forms.fields.number import NumberField
from forms.fields.percent import PercentField
from forms.fields.phone import PhoneField
from forms.fields.reference import ReferenceField
from forms.fields.serial import SerialField
from forms.fields.stage import StageField
from forms.fields.table import TableField
from forms.fields.tags import TagsField
from forms.fields.text import TextField
from forms.fields.url import UrlField
from forms.fields.user import UserField

NOUNS: tuple[type[Field], ...] = (
    TextField,
    PhoneField,
    EmailField,
    UrlField,
    NumberField,
    MoneyField,
    PercentField,
    BooleanField,
    DateField,
    DateTimeField,
    ChoiceField,
    StageField,
    TagsField,
    UserField,
    ReferenceField,
    TableField,
    FileField,
    SerialField,
)

__all__ = [
    "NOUNS",
    "BooleanField",
    "Bounded",
    "ChoiceField",
    "Constraint",
    "DateField",
    "DateTimeField",
    "EmailField",
    "Field",
    "FileField",
    "Finding",
    "MoneyField",
    "NumberField",
    "PercentField",
    "PhoneField",
    "ReferenceField",
    "SerialField",
    "StageField",
    "TableField",
    "TagsField",
    "TextField",
    "UrlField",
    "UserField",
]
