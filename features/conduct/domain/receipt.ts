import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { wordlist } from "@scure/bip39/wordlists/english.js";

/** What an anonymous reporter keeps: a locator that is no secret, and a secret that opens the inbox with it. */
export type Receipt = { locator: string; secret: Uint8Array };
/** A secret as it is shown once: the same 100 bits as a code and as words. */
export type PrintedSecret = { code: string; words: string };
/** Why what was typed is not a secret, in a sentence for whoever typed it; it repeats nothing of it. */
export type SecretProblem = { problem: string };

// Crockford's base 32: without I, L, O and U, which are misread or spell words.
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const digitBits = 5;
const wordBits = 11;
const locatorLength = 6;
const codeLength = 20;
const groupLength = 5;
const wordCount = 10;
const secretBits = codeLength * digitBits;
const checkBits = wordCount * wordBits - secretBits;
// 100 bits end in the middle of the last byte; the rest of it is always zero.
const secretBytes = Math.ceil(secretBits / 8);
const spareBits = secretBytes * 8 - secretBits;
const tokenBytes = 32;

const asNumber = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

/** Cuts a number into places of so many bits each, the most significant first. */
function placesOf(number: bigint, bits: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(bits, number >> BigInt(bits * (count - 1 - index)))),
  );
}
const joinPlaces = (places: readonly number[], bits: number) =>
  places.reduce((number, place) => (number << BigInt(bits)) | BigInt(place), 0n);

const digitsOf = (number: bigint, count: number) =>
  placesOf(number, digitBits, count)
    .map((place) => digits.charAt(place))
    .join("");
const numberOfSecret = (secret: Uint8Array) => asNumber(secret) >> BigInt(spareBits);
const secretOf = (number: bigint): Uint8Array =>
  new Uint8Array(Buffer.from((number << BigInt(spareBits)).toString(16).padStart(2 * secretBytes, "0"), "hex"));

function checkOf(secret: Uint8Array): bigint {
  const start = createHash("sha256").update(secret).digest().subarray(0, 2);
  return asNumber(start) >> BigInt(16 - checkBits);
}

/** Makes the token of a new form: 256 random bits as base64url. */
export const newToken = (): string => randomBytes(tokenBytes).toString("base64url");

/** Tells whether a text is a token as `newToken` writes it; of several spellings of the same bits only one is. */
export function isToken(text: string): boolean {
  return text.length === 43 && Buffer.from(text, "base64url").toString("base64url") === text;
}

/**
 * Derives the receipt of a form from its token (HKDF, RFC 5869), so that a form sent twice gives the same receipt.
 * When its locator is taken already, the next attempt has another one and the same secret.
 */
export function receiptOf(token: string, attempt = 0): Receipt {
  if (!isToken(token)) throw new Error("A receipt is derived from a whole token.");
  const derive = (purpose: string, length: number) =>
    new Uint8Array(hkdfSync("sha256", Buffer.from(token, "base64url"), "devrel-portal receipt", purpose, length));
  const locator = asNumber(derive(`locator ${attempt}`, 4)) >> BigInt(32 - locatorLength * digitBits);
  return {
    locator: digitsOf(locator, locatorLength),
    secret: secretOf(numberOfSecret(derive("secret", secretBytes))),
  };
}

/** Returns both forms of a secret: four groups of five characters, and ten words of which the end checks the rest. */
export function printSecret(secret: Uint8Array): PrintedSecret {
  const number = numberOfSecret(secret);
  const code = digitsOf(number, codeLength).match(new RegExp(`.{${groupLength}}`, "g")) ?? [];
  const places = placesOf((number << BigInt(checkBits)) | checkOf(secret), wordBits, wordCount);
  return { code: code.join("-"), words: places.map((place) => wordlist[place]).join(" ") };
}

// Invisible characters come along when something is copied out of a document.
const tidy = (typed: string) => typed.normalize("NFKC").replace(/\p{Cf}/gu, "");
const readDigits = (typed: string) =>
  tidy(typed)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
const isDigits = (text: string, count: number) =>
  text.length === count && [...text].every((digit) => digits.includes(digit));

/** Reads a locator as a person types it; null when it cannot be one. */
export function readLocator(typed: string): string | null {
  const read = readDigits(typed);
  return isDigits(read, locatorLength) ? read : null;
}

/** Returns the four characters that are typed to show that a receipt was kept. */
export const lastFour = (secret: Uint8Array): string => printSecret(secret).code.slice(-4);

/** Tells whether what was typed are the last four characters of the code, or its last four letters read alike. */
export const isLastFour = (secret: Uint8Array, typed: string): boolean => readDigits(typed) === lastFour(secret);

/** Finds a word of the list by itself or by a beginning of at least four letters, which no two words share. */
function placeOfWord(typed: string): number {
  const whole = wordlist.indexOf(typed);
  if (whole !== -1 || typed.length < 4) return whole;
  return wordlist.findIndex((word) => word.startsWith(typed));
}

function readWords(typed: readonly string[]): Uint8Array | SecretProblem {
  const places = typed.map(placeOfWord);
  const unknown = places.indexOf(-1);
  if (unknown !== -1)
    return { problem: `Word ${unknown + 1} is not one that receipts are made of. Look at how it is spelled.` };
  const number = joinPlaces(places, wordBits);
  const secret = secretOf(number >> BigInt(checkBits));
  if (BigInt.asUintN(checkBits, number) === checkOf(secret)) return secret;
  return { problem: "These ten words do not belong together: one of them is another word, or two are swapped." };
}

/**
 * Reads a secret as a person types it, as a code or as words, whatever the case and whatever stands between the groups
 * or words; a letter that is easily taken for a digit is read as that digit. Says what is wrong where it cannot.
 */
export function readSecret(typed: string): Uint8Array | SecretProblem {
  const code = readDigits(typed);
  if (isDigits(code, codeLength))
    return secretOf(
      joinPlaces(
        [...code].map((digit) => digits.indexOf(digit)),
        digitBits,
      ),
    );
  const words = tidy(typed)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === wordCount) return readWords(words);
  if (words.length === 0) return { problem: "Type the code or the ten words of your receipt." };
  if (code.length === codeLength)
    return { problem: "One of these characters is in no code. U, for example, never is." };
  // Nobody types a code with more than a group too many.
  const isLong = code.length > codeLength + groupLength;
  const found = isLong ? `${words.length} words` : `${code.length} characters`;
  return { problem: `A receipt has a code of ${codeLength} characters, or ${wordCount} words. These are ${found}.` };
}
