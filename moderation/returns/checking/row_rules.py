"""What is wrong with one row of a return: each of its cells, and its cells together."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.returns.checking.mistakes import mistake
from moderation.returns.columns import COLUMNS, Column, ReturnRules, WhenNotFinal
from sampling.faults import Fault
from sampling.frame_file import STATUSES
from sampling.rows import Row, text_faults

FINAL = "final"


def row_faults(row: Row, header: tuple[str, ...], *, rules: ReturnRules) -> list[Fault]:
    """Return everything that is wrong with one row, in the order of the columns; twins of other rows are not seen."""
    if len(row.cells) != len(header):
        sentence = f"The row has {len(row.cells)} values and the header {len(header)} columns."
        return [Fault(sentence, row=row.number)]
    unreadable = text_faults(row, header)
    unread = {fault.column for fault in unreadable}
    cells = {name: cell for name, cell in zip(header, row.cells, strict=True) if name not in unread}
    wrong = {name: sentence for name, sentence in _wrong_cells(cells, rules).items() if sentence is not None}
    right = {name: cell for name, cell in cells.items() if name not in wrong}
    for name, sentence in _across(right, rules):
        wrong.setdefault(name, sentence)
    found = [Fault(sentence, row.number, name, cells[name]) for name, sentence in wrong.items()]
    return sorted([*unreadable, *found], key=lambda fault: header.index(fault.column or header[0]))


def _wrong_cells(cells: Mapping[str, str], rules: ReturnRules) -> dict[str, str | None]:
    status = cells.get("status", FINAL)
    return {
        column.name: _wrong_cell(column, cells[column.name], status=status, rules=rules)
        for column in COLUMNS
        if column.name in cells
    }


def _wrong_cell(column: Column, value: str, *, status: str, rules: ReturnRules) -> str | None:
    if status != FINAL and column.when_not_final is not WhenNotFinal.AS_EVER:
        if not value:
            return None
        # Beneath a status that means nothing, a mark is neither right nor wrong to stand here.
        if column.when_not_final is WhenNotFinal.EMPTY and status in STATUSES:
            return f"A {status} result has no {column.name.replace('_', ' ')}: leave it empty, or say that it is final."
    wrong = column.check(value, rules)
    return wrong and (mistake(column.name, value) or wrong)


def _across(right: Mapping[str, str], rules: ReturnRules) -> list[tuple[str, str]]:
    """Return what is wrong with cells that are right each by itself."""
    faults = []
    if right.get("changed_by_peer_moderation") == "yes" and right.get("peer_moderated", "yes") != "yes":
        sentence = "A result that peer moderation changed was peer moderated: one of the two columns is wrong."
        faults.append(("changed_by_peer_moderation", sentence))
    mark, maximum = right.get("final_mark"), right.get("max_mark")
    if mark and maximum and int(mark) > int(maximum):
        faults.append(("final_mark", f"The final mark is above the maximum mark, {maximum}."))
    elif mark and maximum:
        faults += _against_pass_mark(right, rules)
    if right.get("assessed_on") and right.get("status", FINAL) == FINAL:
        faults += _settled_elsewhen(right["assessed_on"], rules)
    return faults


def _settled_elsewhen(assessed: str, rules: ReturnRules) -> list[tuple[str, str]]:
    first, last, today = (day.isoformat() for day in (rules.assessed_from_on, rules.assessed_to_on, rules.today))
    if not first <= assessed <= last:
        return [("assessed_on", f"The window judges results settled from {first} to {last}.")]
    if assessed > today:
        sentence = f"The day is after today, {today}: a result is final once its outcome is settled."
        return [("assessed_on", sentence)]
    return []


def _against_pass_mark(right: Mapping[str, str], rules: ReturnRules) -> list[tuple[str, str]]:
    needed = rules.pass_marks.get((right.get("qualification", ""), int(right["max_mark"])))
    outcome = right.get("outcome")
    if needed is None or not outcome or (outcome == "pass") == (int(right["final_mark"]) >= needed):
        return []
    sentence = f"The mark scheme's pass mark is {needed}, which makes {right['final_mark']} the other outcome."
    return [("outcome", sentence)]
