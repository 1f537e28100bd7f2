"""A claimant who uses no mouse: every control is reached by Tab and worked by keys alone."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.walking import Walk
from tests.personas import Stays

FURTHEST = 150  # controls on the longest page


@dataclass
class KeyWalk(Walk):
    """The same visit as a Walk's, by keyboard."""

    def press(self, name: str) -> None:
        name = self.said(name)
        named = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        self.reach(named.first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def reach(self, wanted: Locator) -> None:
        """Press Tab until the control has the focus, and see that its focus can be seen."""
        for _ in range(FURTHEST):
            if wanted.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        assert wanted.evaluate("e => e === document.activeElement"), f"{self.path}: no way by Tab to {wanted}"
        seen = wanted.evaluate("e => { const s = getComputedStyle(e); return s.outlineStyle + s.boxShadow }")
        assert seen != "nonenone", f"{self.path}: the focus on {wanted} cannot be seen"

    def _one(self, field: Locator, value: Any) -> None:
        kind, tag = field.first.get_attribute("type"), field.first.evaluate("e => e.tagName")
        if kind == "radio":
            self._choose(field, str(value))
        elif kind == "checkbox":
            for one in value if isinstance(value, list) else [value]:
                self._tick(field, "on" if one == "yes" else str(one))
        elif tag == "SELECT":
            self._select(field, value)
        else:
            self._type(field, value)

    def _choose(self, radios: Locator, value: str) -> None:
        """A group is one stop: Tab to it, then arrows; the arrows also choose."""
        wanted = radios.and_(self.page.locator(f'[value="{value}"]'))
        self.reach(radios.and_(self.page.locator(":checked")).or_(radios).first)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    def _tick(self, boxes: Locator, value: str) -> None:
        box = boxes.and_(self.page.locator(f'[value="{value}"]'))
        if not box.is_checked():
            self.reach(box)
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def _select(self, field: Locator, value: str) -> None:
        self.reach(field)
        self.page.keyboard.type(field.locator(f'option[value="{value}"]').inner_text())
        assert field.input_value() == value

    def _type(self, field: Locator, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(value)
        assert field.input_value() == value

    def _date(self, name: str, value: str) -> None:
        if value == "unknown":
            super()._date(name, value)
            return
        for part, text in zip(("year", "month", "day"), value.split("-"), strict=False):
            self._type(self._named(f"{name}_{part}"), text)

    def _places(self, name: str, stays: Stays) -> None:
        if stays == "unknown":
            super()._places(name, stays)
            return
        for n, (state, start, end) in enumerate(stays):
            if n:
                self.press("Add another place")
            self._select(self._named(f"{name}-{n}-state"), state)
            self._date(f"{name}-{n}-from", start)
            if end == "present":
                self._tick(self._named(f"{name}-{n}-still"), "on")
            else:
                self._date(f"{name}-{n}-to", end)
