"""Appointments that hold on a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from services.grids.posts.store.tables import appointments

Day = date | ColumnElement[date]


def in_term(day: Day) -> ColumnElement[bool]:
    """Holders and deputies."""
    until = appointments.c.valid_to
    return and_(appointments.c.valid_from <= day, or_(until.is_(None), until > day))


def holds_on(day: Day) -> ColumnElement[bool]:
    return and_(in_term(day), appointments.c.deputises.is_(False))
