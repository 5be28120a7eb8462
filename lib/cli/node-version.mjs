// Old versions of Node read this file too: plain syntax, no imports.

const oldest = [20, 19];

/**
 * Says in one sentence why this version of Node cannot run the portal; null when it can.
 * @param {string} version
 * @returns {string | null}
 */
export function findNodeProblem(version) {
  const parts = version.split(".").map(Number);
  const isNewEnough = parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1]);
  if (isNewEnough) return null;
  return (
    "Node " + version + " is too old: the portal needs Node " + oldest.join(".") + " or newer (https://nodejs.org)."
  );
}

/** Ends the process with one sentence when Node is too old. */
export function requireNode() {
  const problem = findNodeProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
}
