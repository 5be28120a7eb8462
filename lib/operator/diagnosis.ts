/** One line of what doctor found: well, to be thought about, or wrong; and what to do about it. */
export type Diagnosis = { mark: "✓" | "!" | "✗"; what: string; todo?: string };

/** Returns a diagnosis as a line for people. */
export const formatDiagnosis = ({ mark, what, todo }: Diagnosis) =>
  `${mark} ${what}${todo === undefined ? "" : ` – ${todo}`}`;
