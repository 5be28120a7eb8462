/** Says whether an address may be linked in a mail: a whole one, of the web or of mail. */
export function isLink(address: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(address) && URL.canParse(address);
}
