"""Replies of providers to their findings, the answers to them, and where providers published their figures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, length_between, one_of
from moderation.draws.records import SampledScript
from moderation.findings.records import Finding
from moderation.people.records import Person
from sampling.told import Told, told

LONGEST_ADDRESS = 500


class CommentKind(Told):
    """What a provider says of its finding: nothing, something, or that one script was judged wrongly."""

    NONE = told("none", "No comment", "The provider has nothing to say.")
    COMMENT = told("comment", "Comment", "The provider says something of its finding.", then="It is noted.")
    REPRESENTATION = told(
        "representation",
        "Representation",
        "The provider says that one script was judged wrongly.",
        then="It is accepted or declined.",
    )


class AnswerKind(Told):
    """What becomes of a reply; an accepted representation is adjudicated again by a third moderator."""

    NOTED = told("noted", "Noted", "The comment was read.")
    ACCEPTED = told(
        "accepted", "Accepted", "The representation was accepted.", then="A third moderator judges the script again."
    )
    DECLINED = told("declined", "Declined", "The representation was declined.")


@immutable
class Comment(Identified, Model):
    """A provider's reply to its finding."""

    __tablename__ = "comments"

    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    kind: Mapped[CommentKind]
    sampled_script_id: Mapped[int | None] = mapped_column(ForeignKey(SampledScript.id), index=True)
    text_hash: Mapped[str | None] = mapped_column(String(64))
    commented_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    commented_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", CommentKind),
        hex_digest("text_hash"),
        CheckConstraint("(kind = 'none') = (text_hash IS NULL)", name="text_unless_none"),
        CheckConstraint("(kind = 'representation') = (sampled_script_id IS NOT NULL)", name="script_named"),
        Index("ix_comments_finding_id_id", "finding_id", "id"),
    )


@immutable
class CommentAnswer(Identified, Model):
    """What DfE or its agent answered to a reply."""

    __tablename__ = "comment_answers"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), unique=True)
    kind: Mapped[AnswerKind]
    text_hash: Mapped[str] = mapped_column(String(64))
    answered_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    answered_at: Mapped[datetime]

    __table_args__ = (one_of("kind", AnswerKind), hex_digest("text_hash"))


@immutable
class ProviderPublication(Identified, Model):
    """Where a provider says that it published its figure itself, as metric 5 asks."""

    __tablename__ = "provider_publications"

    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id), index=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    published_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (length_between("address", shortest=1, longest=LONGEST_ADDRESS),)


explain("uq_comment_answers_comment_id", sentence="This reply was answered already.")
