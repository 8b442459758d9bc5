"""Words by which a header says what its column is. They help; a table in any other language is read by its shape."""

import re

from commonground.engines.raci.matrix import Role, normalised


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TASK = _words(
    "task tasks activity activities deliverable deliverables step action milestone aufgabe aufgaben tätigkeit"
    " aktivität tâche tâches activité tarea tareas actividad attività compito tarefa atividade taak taken zadanie"
    " uppgift uppgifter aktivitet opgave opgaver oppgave oppgaver tehtävä tehtävät úkol úkoly činnost czynność εργασία"
    " задача задачи завдання タスク 作業 業務 任务 任務 업무 المهمة مهمة משימה कार्य"
)
PHASE = _words(
    "phase phases stage workstream section category area étape fase etapa bereich abschnitt fas vaihe fáze faza φάση"
    " этап фаза"
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

# What a letter is short for, by language: en, de, fr, es, it, nl, pt, pl, sv, da, nb, fi, cs, ja, zh, ko, ru, el, ar.
# Words that some tables use for R and others for A (ответственный, zodpovědný, 负责人) are left out.
LETTER_WORDS = {
    "R": "responsible responsibility verantwortlich verantwortliche verantwortlicher durchführungsverantwortlich"
    " ausführend zuständig responsable réalisateur exécutant ejecutor responsabile esecutore verantwoordelijk uitvoerend"
    " uitvoerder responsável executor odpowiedzialny odpowiedzialna wykonawca ansvarig utförare ansvarlig udførende"
    " utførende vastuullinen vastuuhenkilö suorittaja tekijä odpovědný odpovědná realizátor"
    " 実行責任者 実行責任 执行 执行者 執行 执行人 负责 負責 실무담당자 수행자 실행 исполнитель исполнители υπεύθυνος مسؤول المسؤول",
    "A": "accountable accountability approver approvers rechenschaftspflichtig gesamtverantwortlich"
    " ergebnisverantwortlich approbateur redevable garant aprobador autoridad approvatore eindverantwoordelijk"
    " eindverantwoordelijke aansprakelijk aprovador autoridade rozliczany zatwierdzający nadzorujący godkännare"
    " huvudansvarig hovedansvarlig godkender godkjenner tilivelvollinen vastuunkantaja hyväksyjä schvalovatel schvalující"
    " 説明責任者 説明責任 批准 审批 審批 问责 問責 当责 當責 최종책임자 의사결정권자 승인자"
    " подотчётный подотчетный утверждающий υπόλογος المساءل مساءل",
    "S": "support supports supporting supportive supporter unterstützend unterstützt unterstützer mitwirkend soutien"
    " apoyo supporto ondersteunend ondersteuning apoio suporte wspierający stödjande støttende tukeva podpora"
    " 支援 支持 지원 поддержка υποστήριξη دعم",
    "C": "consulted consult consults contributor contributors konsultiert konsultierte beratend consulté consultée"
    " consultés consultado consultada consultados consultato consultata consultati geraadpleegd raadplegen geconsulteerd"
    " konsultowany konsultowana konsultowani konsultant konsulterad konsulterade konsulteras konsulteret konsulteres"
    " konsultert konsultoitava konsultoitavat konsultoitu konzultovaný konzultovaná konzultován konzultant"
    " 相談先 協業先 咨询 諮詢 咨询者 자문 협의 консультант консультанты консультируемый συμβουλευόμενος المستشار مستشار",
    "I": "informed inform informs informiert informierte informé informée informés informado informada informados"
    " informato informata informati geïnformeerd informeren poinformowany informowany informowana informerad informerade"
    " informeras informeret informeres informert informoitava informoitavat informoitu tiedotettava informovaný"
    " informovaná informován 報告先 情報提供先 告知 知会 知會 通知 통보 통보대상 информируемый информируемые"
    " ενημερούμενος ενημερωμένος المطلع مطلع",
    "D": "driver drivers",
    "O": "omitted observer observers",
}
TOTAL = _words(
    "total totals sum count counts number gesamt summe anzahl totaal aantal somme nombre totale suma liczba summa antal"
    " antall yhteensä celkem итого всего 合計 総計 合计 总计 합계 المجموع"
)
# First words of notes that stand in a row of their own.
REMARK = _words(
    "note notes nb legend key source sources comment comments remark remarks disclaimer hinweis hinweise anmerkung"
    " anmerkungen legende quelle remarque remarques légende nota notas leyenda legenda opmerking uwaga anmärkning"
    " bemærkning merknad huomautus poznámka примечание легенда 注 凡例 備考 备注 图例 비고 범례 ملاحظة"
)
FOOTER = (
    "prepared by", "created by", "approved by", "reviewed by", "written by", "owned by", "last updated", "last change",
    "last modified", "updated on", "confidential", "erstellt von", "erstellt am",
    "freigegeben von", "geprüft von", "stand:", "établi par", "approuvé par", "mis à jour", "preparado por",
    "aprobado por", "elaborado por", "aprovado por", "preparato da", "approvato da", "opgesteld door", "goedgekeurd door",
)  # fmt: skip

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
