/** What is kept about a person, in plain words. */
export function OwnData() {
  return (
    <section aria-labelledby="kept" className="space-y-4">
      <h2 id="kept" className="font-display text-xl font-semibold">
        What is kept about you
      </h2>
      <ul className="list-disc space-y-2 ps-6">
        <li>Your name, e-mail address, time zone, language, and which mails you want.</li>
        <li>Where you sign in, and your number there. Never a password, and nothing else from there.</li>
        <li>
          In which browsers you are signed in: browser and system in words such as “Firefox on Linux”, with times. No IP
          address.
        </li>
        <li>Your roles, when they began and ended, and who gave them.</li>
        <li>The key of your authenticator app, sealed, and your recovery codes in a form that cannot be read back.</li>
        <li>A log of what was done with your account and by you: acts, numbers and times, without names.</li>
        <li>Mails to you until they are sent.</li>
      </ul>
    </section>
  );
}
