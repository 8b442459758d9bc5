"""Rows for signals, placements and provisions."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from commonground.campaigns.models import Campaign
from commonground.creative.signal.enums import Format, ProvisionState, ShareSource, SignalType
from commonground.creative.signal.rules import GIVEN, market_names
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class Signal(Record):
    """A fact known at serving time. `key` names it in decision tables and logs, the same in every version."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="signals")
    key = models.CharField(max_length=80, help_text="As decision tables and logs name it.")
    name = WordsField(max_length=120)
    type = models.CharField(max_length=12, choices=SignalType)
    categories = models.JSONField(default=list, blank=True, help_text="Every value, in the order to show them.")
    parents = models.JSONField(default=dict, blank=True, help_text="From a category to the wider one that covers it.")
    low = WordsField(max_length=40, blank=True, help_text="The lowest value of a number or day.")
    high = WordsField(max_length=40, blank=True, help_text="The highest value of a number or day.")
    unit = WordsField(max_length=20, blank=True, help_text="What a number counts: km, h, °C.")
    path = WordsField(max_length=200, blank=True, help_text="OpenRTB 2.6 or AdCOM path; empty for a custom key.")
    consent = models.BooleanField(default=False, help_text="Passing it needs the person’s consent.")
    position = models.PositiveIntegerField(default=0)
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="signal_key_once")]

    def __str__(self) -> str:
        return self.name


class Placement(Record):
    """Where impressions are bought, of which partner. `targeting` is {signal key: unary test}."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="placements")
    key = models.CharField(max_length=80, help_text="As logs name it.")
    name = WordsField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=12, choices=Format)
    sizes = models.JSONField(
        default=list, blank=True, help_text='Sizes as "300x250"; for video and audio seconds as "15s".'
    )
    targeting = models.JSONField(default=dict, blank=True)
    markets = models.JSONField(default=list, blank=True, help_text="Countries where it runs, ISO 3166-1 alpha-2.")
    planned = models.PositiveBigIntegerField(null=True, blank=True, help_text="Planned impressions.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="placement_key_once")]

    @property
    def runs_in(self) -> list[str]:
        """Names of its markets."""
        return market_names(self.markets)

    def __str__(self) -> str:
        return self.name


class Provision(Record):
    """What a partner says of one signal on one placement: on which share of impressions it is known, from when.

    `asked` is whoever has to pass it, which may be another organisation than the placement's (a data partner).
    """

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="provisions")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="provisions")
    asked = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="Who passes it.")
    state = models.CharField(max_length=10, choices=ProvisionState, default=ProvisionState.ASKED)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was asked last.")
    due_on = models.DateField(null=True, blank=True, help_text="By when it is needed.")
    words = ProseField(max_length=2000, blank=True, help_text="What is asked, or why it is refused.")
    share = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="Share of impressions on which it is known, 0 to 1.",
    )  # fmt: skip
    share_source = models.CharField(max_length=10, choices=ShareSource, default=ShareSource.PROMISED)
    share_on = models.DateField(null=True, blank=True, help_text="When that was promised or measured.")
    values = models.JSONField(default=list, blank=True, help_text="Categories that are passed; empty for all.")
    fresh_minutes = models.PositiveIntegerField(null=True, blank=True, help_text="At most this old when it arrives.")
    price = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text="A rate, for a thousand impressions.",
    )  # fmt: skip
    currency = models.CharField(max_length=3, blank=True)
    consent_markets = models.JSONField(
        default=list, blank=True, help_text="Countries in which people have agreed to the signal being passed."
    )
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["signal", "placement"], name="provision_once")]

    @property
    def percent(self) -> Decimal | None:
        """The share in percent."""
        return None if self.share is None else self.share * 100

    @property
    def is_open(self) -> bool:
        """Whether whoever passes it is asked: for it, or for more than what was answered."""
        more = self.asked_at is not None and self.answered_at is not None and self.asked_at > self.answered_at
        return self.state == ProvisionState.ASKED or (self.state in GIVEN and more)

    @property
    def without_consent(self) -> list[str]:
        """Names of the placement's markets in which a signal that needs consent is passed without word of it."""
        if not self.signal.consent or self.state not in GIVEN:
            return []
        return market_names(set(self.placement.markets) - set(self.consent_markets))

    @property
    def consent_in(self) -> list[str]:
        """Names of the markets in which consent is there."""
        return market_names(self.consent_markets)
