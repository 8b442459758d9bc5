"""Words by which a header says what its column is. They help; a table in any other language is read by its shape."""

import re

from commonground.engines.raci.matrix import Role, normalised


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TASK = _words(
    "task tasks activity activities deliverable deliverables step action milestone aufgabe aufgaben tätigkeit"
    " aktivität tâche tâches activité tarea tareas actividad attività compito tarefa atividade taak taken zadanie"
    " задача задачи завдання タスク 作業 業務 任务 任務 업무 المهمة مهمة משימה कार्य"
)
PHASE = _words(
    "phase phases stage workstream section category area étape phase fase etapa bereich abschnitt этап фаза"
    " フェーズ 工程 阶段 階段 단계 المرحلة مرحلة שלב चरण"
)
NUMBER = _words("no nr id num number nummer numéro número n № pos wbs ref 番号 编号 編號 번호 رقم מספר")
NOTE = _words(
    "note notes comment comments remark remarks bemerkung bemerkungen anmerkung anmerkungen hinweis commentaire"
    " commentaires remarque remarques nota notas comentario comentarios observações opmerking примечание"
    " 備考 メモ 备注 備註 비고 ملاحظات הערות"
)
KIND = frozenset({"kind", "type"})
ORGANISATION = _words(
    "organisation organization company partner party firma unternehmen société entreprise empresa azienda"
    " organisatie организация компания 組織 会社 公司 회사 المنظمة الشركة"
)
ROLE = _words("role roles function title rolle funktion rôle fonction rol función ruolo роль 役割 角色 역할 الدور")
PERSON = _words("person people name who personne persona ansprechpartner mitarbeiter 担当者 人员 담당자 الشخص")
LETTER = _words("raci rasci daci racio letter letters responsibility assignment raci-letter")

VACANT = frozenset(
    {"vacant", "tbd", "tba", "tbc", "nobody yet", "n.n.", "n. n.", "nn", "to be hired", "unfilled", "open"}
)
# Said of a person only when the name alone would read as a vacancy or as somebody who has left.
HERE = " (here)"
EMPTY = frozenset({"-", "–", "—"})
LEFT = re.compile(r"\s*\(left\)$", re.IGNORECASE)
ESCAPED = tuple("=+-@\t\r–—")


def means(header: str, words: frozenset[str]) -> bool:
    """True when the header is one of `words`, or holds one as a word of its own."""
    name = normalised(header)
    return name in words or not words.isdisjoint(name.split())


def literal(text: str) -> str:
    """The text of a cell: line ends made equal, and the mark taken off that keeps a cell from being a formula."""
    text = text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text[:1] == "'" and text[1:2] and text[1] in "=+-@\t\r–—'":
        return text[1:]
    return text


def escaped(text: str) -> str:
    """Text that no spreadsheet runs as a formula and that `literal` gives back unchanged."""
    if text.startswith(ESCAPED) or (text[:1] == "'" and text[1:2] and text[1] in "=+-@\t\r–—'"):
        return "'" + text
    return text


def optional(text: str) -> str:
    """Like `literal`, with a dash for nothing."""
    return "" if text.strip() in EMPTY else literal(text)


def person_of(text: str) -> tuple[str, bool, bool]:
    """(person, vacant, has left) from the cell that names who fills a role."""
    text = text.strip()
    if text.endswith(HERE):
        return literal(text[: -len(HERE)]), False, False
    if text.casefold() in VACANT:
        return "", True, False
    if LEFT.search(text):
        return literal(LEFT.sub("", text)), False, True
    return optional(text), False, False


def person_cell(role: Role) -> str:
    """The cell that `person_of` reads back as this role's person and state."""
    if role.vacant:
        return "vacant"
    person = escaped(role.person)
    if role.has_left:
        return f"{person} (left)"
    ambiguous = role.person.casefold() in VACANT or role.person.endswith(HERE) or LEFT.search(role.person)
    return person + HERE if ambiguous else person
