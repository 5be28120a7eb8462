import type { Leak, LeakKind } from "../domain/leak-check";

const kinds: Record<LeakKind, string> = {
  shared_words: "words of a report",
  name: "a name",
  time: "a time",
  link: "a link",
  address: "an address",
};

type Piece = { text: string; kind: LeakKind | null; at: number };

/** Cuts a text where its marks begin and end; where marks overlap, the first one holds. */
function piecesOf(text: string, leaks: readonly Leak[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { kind, start, end } of leaks) {
    if (end <= at) continue;
    const begin = Math.max(start, at);
    if (begin > at) pieces.push({ text: text.slice(at, begin), kind: null, at });
    pieces.push({ text: text.slice(begin, end), kind, at: begin });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null, at });
  return pieces;
}

/** A part of a letter with the places marked that could tell who reported, each with what it is. */
export function MarkedText({ text, leaks }: { text: string; leaks: readonly Leak[] }) {
  return (
    <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {piecesOf(text, leaks).map((piece) =>
        piece.kind === null ? (
          piece.text
        ) : (
          <mark key={piece.at} title={kinds[piece.kind]}>
            {piece.text}
            <span className="text-[0.8125rem]"> [{kinds[piece.kind]}]</span>
          </mark>
        ),
      )}
    </div>
  );
}
