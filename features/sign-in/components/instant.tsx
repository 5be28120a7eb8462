/** A moment in a person's zone, with the zone's name. */
export function Instant({ at, zone }: { at: Date; zone: string }) {
  const text = new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", timeZone: zone, timeZoneName: "short" },
  }).format(at);
  return <time dateTime={at.toISOString()}>{text}</time>;
}
