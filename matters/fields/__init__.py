"""The kinds of question every matter's pages are made of."""

from matters.fields.base import DONT_KNOW, NOT_PROVIDED, UNKNOWN, Heard, Question
from matters.fields.choices import Choice, Many, Option, Select, Tick, YesNo
from matters.fields.dates import FullDate, PartialDate, in_words
from matters.fields.places import ABROAD, PLACES, PRESENT, SOMEWHERE, STATES, Places
from matters.fields.text import Email, LongText, Phone, Text, TextRefused, clean_text

__all__ = [
    "ABROAD",
    "DONT_KNOW",
    "NOT_PROVIDED",
    "PLACES",
    "PRESENT",
    "SOMEWHERE",
    "STATES",
    "UNKNOWN",
    "Choice",
    "Email",
    "FullDate",
    "Heard",
    "LongText",
    "Many",
    "Option",
    "PartialDate",
    "Phone",
    "Places",
    "Question",
    "Select",
    "Text",
    "TextRefused",
    "Tick",
    "YesNo",
    "clean_text",
    "in_words",
]
