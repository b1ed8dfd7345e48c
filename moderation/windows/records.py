"""Windows and the providers judged in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.columns import byte_ordered
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.lock import lock_row
from moderation.database.model import Identified, Model, length_between, one_of
from moderation.errors import Conflict, NotFound, Step, Verb
from moderation.people.records import Person
from moderation.providers.records import LONGEST_CODE, MOST_NAMED, Provider, Regime, accredited_providers
from sampling.codes import is_code
from sampling.faults import shown


@immutable
class Window(Identified, Model):
    """A period whose final results are judged together; every `*_on` is a day in London."""

    __tablename__ = "windows"

    code: Mapped[str] = mapped_column(byte_ordered(LONGEST_CODE), unique=True)
    regime: Mapped[Regime]
    assessed_from_on: Mapped[date]
    assessed_to_on: Mapped[date]
    returns_due_on: Mapped[date]
    frames_close_on: Mapped[date]
    scripts_due_on: Mapped[date]
    moderation_due_on: Mapped[date]
    comments_due_on: Mapped[date]
    # Whether it was opened for every provider: then one accredited later is judged in it too.
    all_providers: Mapped[bool]
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    opened_at: Mapped[datetime]

    __table_args__ = (
        one_of("regime", Regime),
        length_between("code", shortest=1, longest=LONGEST_CODE),
        CheckConstraint("assessed_to_on >= assessed_from_on", name="assessed_in_order"),
        CheckConstraint("returns_due_on >= assessed_to_on", name="returns_after_assessed"),
        CheckConstraint("frames_close_on >= returns_due_on", name="frames_after_returns"),
        CheckConstraint("scripts_due_on >= frames_close_on", name="scripts_after_frames"),
        CheckConstraint("moderation_due_on >= scripts_due_on", name="moderation_after_scripts"),
        CheckConstraint("comments_due_on >= moderation_due_on", name="comments_after_moderation"),
    )


@immutable
class WindowProvider(Model):
    """A provider that is judged in a window."""

    __tablename__ = "window_providers"

    window_id: Mapped[int] = mapped_column(ForeignKey("windows.id"), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), primary_key=True, index=True)
    added_at: Mapped[datetime]


def window_by_code(session: Session, code: str) -> Window:
    """Return the window with a code, or say that there is none."""
    window = session.scalar(select(Window).where(Window.code == code)) if is_code(code) else None
    if window is None:
        raise _no_such_window(session, code)
    return window


def all_windows(session: Session) -> list[Window]:
    """Return every window, the earliest assessed first."""
    return list(session.scalars(select(Window).order_by(Window.assessed_from_on, Window.code)))


def lock_window(session: Session, window: Window) -> Window:
    """Take a window for this transaction: what is decided once for it is decided by one person at a time."""
    return lock_row(session, Window, window.id)


def share_window(session: Session, window: Window) -> None:
    """Take a shared lock on a window until the transaction ends; `lock_window` waits for all of them."""
    session.execute(select(Window.id).where(Window.id == window.id).with_for_update(read=True, key_share=True))


def providers_of(session: Session, window: Window) -> list[Provider]:
    """Return the providers judged in a window, in the order of their codes."""
    judged = {provider.id: provider for provider in session.scalars(_named_in(window))}
    if window.all_providers:
        judged |= {provider.id: provider for provider in accredited_providers(session)}
    return sorted(judged.values(), key=lambda provider: provider.code)


def is_judged_in(session: Session, window: Window, provider: Provider) -> bool:
    """Tell whether a provider is judged in a window."""
    if session.get(WindowProvider, (window.id, provider.id)) is not None:
        return True
    return window.all_providers and any(each.id == provider.id for each in accredited_providers(session))


def refuse_unjudged(session: Session, window: Window, provider: Provider) -> None:
    """Refuse a provider that is not judged in a window."""
    if not is_judged_in(session, window, provider):
        raise Conflict(
            f"The provider {provider.code} is not judged in the window {window.code}. A window is opened with its "
            "providers: choose another window, or open one for this provider.",
            field="window",
            then=Step(Verb.OPEN_WINDOW, provider=provider.code),
        )


def name_in_window(session: Session, window: Window, *, provider: Provider, at: datetime) -> None:
    """Write down that a provider is judged in a window, unless that is written already."""
    if session.get(WindowProvider, (window.id, provider.id)) is None:
        session.add(WindowProvider(window_id=window.id, provider_id=provider.id, added_at=at))
        session.flush()


def _named_in(window: Window) -> Select[Provider]:
    return (
        select(Provider)
        .join(WindowProvider, WindowProvider.provider_id == Provider.id)
        .where(WindowProvider.window_id == window.id)
    )


def _no_such_window(session: Session, code: str) -> NotFound:
    sentence = f"There is no window {shown(code)}."
    codes = list(session.scalars(select(Window.code).order_by(Window.code).limit(MOST_NAMED + 1)))
    if not codes:
        return NotFound(f"{sentence} No window has been opened yet.", then=Step(Verb.OPEN_WINDOW))
    more = " and others" if len(codes) > MOST_NAMED else ""
    return NotFound(f"{sentence} The windows are {', '.join(codes[:MOST_NAMED])}{more}.")


_ORDER = "A window's days follow one another: assessed, returns due, frames close, scripts, moderation, comments."

explain("uq_windows_code", field="code", sentence="There is a window with this code already.")
explain("ck_windows_assessed_in_order", field="assessed_to_on", sentence="The period ends before it begins.")
explain("ck_windows_returns_after_assessed", field="returns_due_on", sentence=_ORDER)
explain("ck_windows_frames_after_returns", field="frames_close_on", sentence=_ORDER)
explain("ck_windows_scripts_after_frames", field="scripts_due_on", sentence=_ORDER)
explain("ck_windows_moderation_after_scripts", field="moderation_due_on", sentence=_ORDER)
explain("ck_windows_comments_after_moderation", field="comments_due_on", sentence=_ORDER)
explain(
    "pk_window_providers",
    field="provider",
    sentence="Somebody entered this provider into the window just now: try again.",
)
