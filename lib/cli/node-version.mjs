// Old versions of Node read this file too: plain syntax, no imports.

const oldest = { major: 20, minor: 19 };

/**
 * Says in one sentence why this version of Node cannot run the portal; null when it can.
 * @param {string} version
 * @returns {string | null}
 */
export function findNodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  if (isNewEnough) return null;
  return "Node " + version + " is too old: the portal needs Node " + oldest.major + "." + oldest.minor + " or newer.";
}

/** Ends the process with one sentence when Node is too old. */
export function requireNode() {
  const problem = findNodeProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
}
