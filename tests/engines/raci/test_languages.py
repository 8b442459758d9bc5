"""Letters as columns, called by their words in each language, and words in cells."""

import pytest

from commonground.engines.raci import Letters, check, understand
from commonground.engines.sheets import read_pasted, read_sheets

HEADERS = {
    "en": "Task;Responsible;Accountable;Consulted;Informed",
    "de": "Aufgabe;Verantwortlich;Rechenschaftspflichtig;Konsultiert;Informiert",
    "fr": "Tâche;Responsable;Approbateur;Consulté;Informé",
    "es": "Tarea;Responsable;Aprobador;Consultado;Informado",
    "it": "Attività;Responsabile;Approvatore;Consultato;Informato",
    "nl": "Taak;Verantwoordelijk;Eindverantwoordelijk;Geraadpleegd;Geïnformeerd",
    "pt": "Tarefa;Responsável;Aprovador;Consultado;Informado",
    "pl": "Zadanie;Odpowiedzialny;Zatwierdzający;Konsultowany;Informowany",
    "sv": "Uppgift;Ansvarig;Huvudansvarig;Konsulteras;Informeras",
    "da": "Opgave;Udførende;Hovedansvarlig;Konsulteres;Informeres",
    "nb": "Oppgave;Utførende;Hovedansvarlig;Konsultert;Informert",
    "fi": "Tehtävä;Suorittaja;Tilivelvollinen;Konsultoitava;Informoitava",
    "cs": "Úkol;Odpovědný;Schvalovatel;Konzultovaný;Informovaný",
    "ja": "タスク;実行責任者;説明責任者;相談先;報告先",
    "zh": "任务;负责;批准;咨询;告知",
    "ko": "업무;실무담당자;의사결정권자;자문;통보",
    "ru": "Задача;Исполнитель;Утверждающий;Консультант;Информируемый",
    "el": "Εργασία;Υπεύθυνος;Υπόλογος;Συμβουλευόμενος;Ενημερωμένος",
    "ar": "المهمة;المسؤول;المساءل;المستشار;المطلع",
}
CSV = "\nGoals;Ada;Ben;Cy;Di\nFilm;Ben;Ada;Di;Cy\n"


@pytest.mark.parametrize("language", HEADERS)
def test_letters_as_columns(language):
    found = understand(read_sheets((HEADERS[language] + CSV).encode(), "plan.csv"))
    assert found.chosen.layout == "letters as columns"
    assert [role.title for role in found.matrix.roles] == ["Ada", "Ben", "Cy", "Di"]
    assert [[str(letters) for letters in row.cells.values()] for row in found.matrix.rows] == [["R", "A", "C", "I"]] * 2
    assert [row.task for row in found.matrix.rows] == ["Goals", "Film"]


@pytest.mark.parametrize("language", HEADERS)
def test_words_in_cells(language):
    _, *words = HEADERS[language].split(";")
    rows = [f"Goal {n};" + ";".join([*words[n:], *words[:n]]) for n in range(4)]
    found = understand(read_pasted("\n".join(["Task;Ada;Ben;Cy;Di", *rows])))
    letters = [Letters.R, Letters.A, Letters.C, Letters.I]
    assert [role.title for role in found.matrix.roles] == ["Ada", "Ben", "Cy", "Di"]
    assert [list(row.cells.values()) for row in found.matrix.rows] == [letters[n:] + letters[:n] for n in range(4)]


def test_two_names_after_a_comma_are_two_accountable():
    found = understand(read_pasted("Task,Responsible,Accountable\n" + "".join(f'{t},Eva,"Ana, Ben"\n' for t in "XYZ")))
    assert [role.title for role in found.matrix.roles] == ["Eva", "Ana", "Ben"]
    assert [one.id for one in check(found.matrix) if one.id == "RACI-002"] == ["RACI-002"] * 3
