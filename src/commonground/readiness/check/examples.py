"""One short example for each check, from one campaign: what trips it, and how it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Two sentences: the plan as it was, and what somebody did."""

    trips: str
    mended: str


EXAMPLES: Mapping[str, Example] = {
    "PLAN-001": Example(
        "Tondella has imported the matrix as a draft. Halyard & Finch has never been asked to sign it.",
        "Ines proposes the draft; once both have countersigned, version 1 is in force.",
    ),
    "PLAN-002": Example("The campaign has a goal and partners, but no day.", "Ines sets the launch to Fri 16 Oct."),
    "PLAN-003": Example(
        "The goal is left empty.", "Ines writes: “1,000,000 meals funded by 30 Nov, €1 from each order.”"
    ),
    "PLAN-004": Example(
        "Tidemark is named as DSP, and nobody of Tidemark has an account.",
        "Ines invites Rafael of Tidemark, who claims the organisation from the mail.",
    ),
    "RACI-001": Example(
        "“Approve the meal count” has an R for the analyst and a C for the brand manager, and no A.",
        "Giulia, the brand manager, gets the A.",
    ),
    "RACI-002": Example(
        "“Approve claims” has an A for Giulia of Tondella and another for Amina of Meridian.",
        "Amina’s becomes a C: she is asked before, Giulia answers for it.",
    ),
    "RACI-003": Example(
        "“Set up the feed” has an A for the CRM lead and an I for media, and nobody who does it.",
        "The CRM lead does it alone: A becomes A/R.",
    ),
    "RACI-004": Example(
        "“Test the feed” hangs on the R of the role “Ad ops”, for which nobody is named.",
        "Priya is named for the role.",
    ),
    "RACI-005": Example(
        "Five roles have an R in “Write the variants”.",
        "The task becomes “Write the headlines” and “Draw the pictures”, with an R each.",
    ),
    "RACI-006": Example(
        "Marcus is accountable for 11 of 14 tasks.", "He passes four of them on to Priya, who books the media anyhow."
    ),
    "RACI-007": Example(
        "In “Choose the emblem” seven of nine roles have a C.", "Two keep the C; the other five get an I."
    ),
    "RACI-008": Example(
        "Pocket Orchard takes part, and not one letter is its own.", "Hana of Pocket Orchard gets an I in “Launch day”."
    ),
    "RACI-009": Example(
        "“Book media” stands in row 4 and “Book the media” in row 12.", "Row 12 is taken out; its C moves to row 4."
    ),
    "RACI-010": Example(
        "A role of Northbound Rail has an R, and Northbound Rail is no participant.",
        "Northbound Rail is added to the campaign, or its R is passed on.",
    ),
    "RACI-011": Example(
        "Every A of the matrix is Tondella’s.", "Halyard & Finch answers for “Book the media”, which it runs anyhow."
    ),
    "RACI-012": Example(
        "The matrix was to be reviewed on Mon 7 Sep, and today is the 14th.",
        "A manager of each organisation confirms it unchanged.",
    ),
    "RACI-013": Example(
        "Version 2 is proposed; Meridian has neither signed it nor asked for a change.",
        "Amina of Meridian reads what changed and countersigns.",
    ),
    "RACI-014": Example(
        "Tomasz has left Meridian, and his role still has the A of three tasks.", "Elena is named for the role."
    ),
    "MAP-001": Example(
        "Roadmap v3 is current; Variant Loom has acknowledged v2.", "Sofie reads what changed and acknowledges v3."
    ),
    "MAP-002": Example("“Film cut” has a day and no owner, and its RACI row has no A.", "Priya is named as its owner."),
    "MAP-003": Example(
        "“Film cut” does not say when it is accepted.", "It says: “30 seconds, with subtitles, legal line readable.”"
    ),
    "MAP-004": Example(
        "“Film cut” is reviewed by nobody but Priya, who makes it.", "Giulia of Tondella becomes its reviewer."
    ),
    "MAP-005": Example(
        "Launch is on 16 Oct; “Emblem artwork” is due on 19 Oct.", "Both sides agree on 9 Oct, and v4 is published."
    ),
    "MAP-006": Example(
        "The film waits for the claims, the claims for the legal read, and the legal read for the film.",
        "The legal read no longer waits for the film: it reads the script.",
    ),
    "MAP-007": Example(
        "The film takes ten working days and waits for claims that are due five working days before launch.",
        "Claims are agreed a week earlier.",
    ),
    "MAP-008": Example(
        "“Test flight” belongs to no row of the matrix.",
        "It is linked to the row “Book the media”, where Marcus has the A.",
    ),
    "MAP-009": Example(
        "“Distance data” was due last Thursday and has not been handed over.",
        "Daniel agrees on Wednesday with those who wait for it, and publishes that.",
    ),
    "MAP-010": Example(
        "“Claims checked” is due on Sat 3 Oct, and its organisation works from Monday to Friday.",
        "It is due on Fri 2 Oct.",
    ),
    "MAP-011": Example(
        "“Variants” are due on 1 Oct; the sizes they wait for on 5 Oct.",
        "The sizes come on 28 Sep, or the variants later.",
    ),
    "MAP-012": Example(
        "Everybody has a list of days of their own.", "Ines imports hers, and each organisation acknowledges it as v1."
    ),
    "KICK-001": Example(
        "Launch is in five weeks and no kick-off is planned.", "Marcus plans it for Tue 15 Sep, 10:00."
    ),
    "KICK-002": Example(
        "Nobody of ad operations is asked to the kick-off.",
        "Priya’s colleague who books the creative is asked as well.",
    ),
    "KICK-003": Example(
        "Variant Loom makes dynamic creative here, and nobody of creative is asked.",
        "Arvid of Variant Loom is asked, and comes.",
    ),
    "KICK-004": Example(
        "The kick-off was on Tuesday; on Thursday there is no recap.",
        "Marcus writes it; everybody who was asked gets it.",
    ),
    "KICK-005": Example(
        "The recap went out on Wednesday, and Pocket Orchard has said nothing.", "Jun confirms it for Pocket Orchard."
    ),
    "KICK-006": Example(
        "Meridian objects: “We count meals, not orders.”",
        "Marcus answers that both are counted; Amina confirms the recap.",
    ),
    "KICK-007": Example(
        "The kick-off is tomorrow, and the concept is still in a mailbox.",
        "Arvid puts its address into the preparation.",
    ),
    "KICK-008": Example(
        "Three placements have no sizes.", "Priya collects sizes, weights and formats in one list and says where it is."
    ),
    "KICK-009": Example(
        "Media calls it “SoH_IT_video”, creative “pizza-film”.",
        "One convention is fixed: campaign, market, format, number.",
    ),
    "KICK-010": Example(
        "Nobody has said what is tracked.", "Three events with their identifiers are fixed, and who sends each."
    ),
    "KICK-011": Example(
        "Files are ready, and nobody knows whom to send them to.", "Priya is named as the one who books the creative."
    ),
    "POINT-001": Example(
        "Five organisations ask one another, each by another route.", "Ines is named: she keeps every party talking."
    ),
    "POINT-002": Example("Ines is the point person, alone.", "Marcus stands in on the days on which she is away."),
    "POINT-003": Example(
        "On level 3 Tondella has Carla, and Variant Loom nobody.", "Sofie names the managing director of Variant Loom."
    ),
    "POINT-004": Example(
        "Launch is on 16 Oct; Ines has said that she is away from the 12th to the 18th.",
        "Giulia is named for the launch, with Ines as her deputy.",
    ),
    "ESC-001": Example(
        "“Decide which frequency cap applies” is open, at severity 1 of 4.",
        "Giulia decides on 3 a day; Marcus, who raised it, confirms that it is settled.",
    ),
    "ESC-002": Example(
        "It was to be answered within four working hours, and nobody did: it is on level 2 now.",
        "Giulia answers it, or both sides agree on a pause.",
    ),
    "ACT-001": Example(
        "“Send the list of placements” was due yesterday.", "Priya sends it and marks it as done, or agrees on Friday."
    ),
    "ACT-002": Example(
        "“Agree who answers players at the weekend” came out of a call, and nobody owns it.", "Hana takes it."
    ),
    "ACT-003": Example("“Ask legal about the emblem” has an owner and no day.", "Ines says: by Friday."),
    "CRE-001": Example(
        "Variant Loom has written seven rules; nobody has been asked to sign them off.",
        "Sofie proposes the table; Halyard & Finch and Tondella sign it off.",
    ),
    "CRE-002": Example(
        "Version 2 is proposed. Pocket Orchard, whose game it runs in, has not signed.",
        "Jun looks at the rules for the game and signs off.",
    ),
    "CRE-003": Example(
        "V-08 exists as 300x250 only, and the half page of Harbour Daily is 300x600.",
        "Arvid adds 300x600 to V-08.",
    ),
    "CRE-004": Example("V-08 waits for approval for a week.", "Giulia of Tondella approves it."),
    "CRE-005": Example(
        "“Cool evening, hot slice” ends on 31 Oct, and the flight on 30 Nov.",
        "Sofie extends it to the end of the flight.",
    ),
    "CRE-006": Example(
        "No rule holds from 14 to 17 h, and the table names no fallback.",
        "V-01, “One slice, one meal”, becomes the fallback.",
    ),
    "CRE-007": Example(
        "Rule 7 asks for rain and under 1 km; rule 2 already takes rain and under 3 km.", "Rule 7 moves above rule 2."
    ),
    "CRE-008": Example(
        "Under “unique”, rule 1 takes rain and rule 2 takes 17 to 22 h: a rainy evening gets nothing.",
        "Rule 2 is narrowed to sun.",
    ),
    "CRE-009": Example(
        "Somebody made the weather a number, and rule 4 of the draft still asks for “snow”.",
        "Rule 4 asks for less than 2 degrees instead.",
    ),
    "CRE-010": Example(
        "Tidemark passes “snow” now, and Sofie has added it to the weather’s categories; version 2 was agreed without it.",
        "Sofie proposes version 3, in which rule 4 asks for snow as well, and both sides sign it off.",
    ),
    "CRE-011": Example(
        "“Store distance” is called “Way to the shop” since version 2 was agreed.", "Sofie gives it its name back."
    ),
    "CRE-012": Example(
        "Version 2 shows “Rain check” in the evening; Sofie has taken that variant out since.",
        "She names it again under its key, V-04, and asks for approval.",
    ),
    "SIG-001": Example(
        "Three rules ask for the distance to a store; on the open web nobody has promised it.",
        "Halyard & Finch promises it on 61 % of impressions.",
    ),
    "SIG-002": Example(
        "Ten days before launch Pocket Orchard’s game level is promised, and nobody has seen it arrive.",
        "Jun sends a test and marks it as tested.",
    ),
    "SIG-003": Example(
        "The last order is known on 34 % of the half page’s impressions.",
        "Tondella passes its loyalty segments to the publisher as well.",
    ),
    "SIG-004": Example(
        'Rule 5 has not("none") for the last order: who is unknown counts as a customer.',
        'The cell lists the values that are meant: "last 30 days","earlier".',
    ),
    "SIG-005": Example(
        "On the promises of today 43 % of impressions would get the fallback for want of a signal.",
        "Store distance on the open web is obtained; 29 % remain, and Tondella waives the rest for this flight.",
    ),
    "SIG-006": Example(
        "The store distance is promised for a half page that runs in Italy and Germany; consent is there in Italy.",
        "Priya has it asked of people in Germany as well, and adds DE to the markets with consent.",
    ),
}
