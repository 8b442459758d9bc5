// A calendar file on standard input, as ical.js understands it, as JSON on standard output.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  if (time.isDate) return time.toString();
  // A floating time would be read in this machine's zone: it is no instant, and is said as it stands.
  if (time.zone.tzid === "floating") return time.toString();
  return new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "+00:00");
}

function read(component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status") ?? "",
    summary: event.summary,
    location: event.location ?? "",
    start: moment(event.startDate),
    end: moment(event.endDate),
    organizer: event.organizer ?? "",
    attendees: event.attendees.map((one) => one.getFirstValue()),
  };
}

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map(read);
process.stdout.write(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events }));
