"""Model fields that hold the house rules for what people type."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from commonground.kit.errors import Invalid
from commonground.kit.words import clean_words


class WordsField(models.CharField[str, str]):
    """One line of text."""

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        try:
            words = clean_words(str(value or ""), limit=self.max_length or 200)
        except Invalid as error:
            raise ValidationError(error.message) from error
        return str(super().clean(words, model_instance))


class ProseField(models.TextField[str, str]):
    """Several lines of text, at most `max_length` characters (10,000 unless told)."""

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        try:
            words = clean_words(str(value or ""), limit=self.max_length or 10_000, lines=True)
        except Invalid as error:
            raise ValidationError(error.message) from error
        return str(super().clean(words, model_instance))
