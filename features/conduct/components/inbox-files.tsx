import type { ListedFile } from "../data/opened-files";

type InboxFilesAttributes = { files: readonly ListedFile[]; folder: string };

const kilobyte = 1000;
const sizeWords = (size: number) =>
  size < kilobyte * kilobyte
    ? `${Math.max(1, Math.round(size / kilobyte))} kB`
    : `${(size / kilobyte / kilobyte).toFixed(1)} MB`;

/** The files of a report; what is handed out is the copy without hidden details, where one could be made. */
export function InboxFiles({ files, folder }: InboxFilesAttributes) {
  if (files.length === 0) return null;
  return (
    <ul className="divide-y divide-rule rounded-lg border border-rule">
      {files.map(({ id, name, size }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 p-3">
          <a href={`${folder}/${id}`} download dir="auto" className="wrap-anywhere underline">
            {name}
          </a>
          <span className="text-[0.9375rem] text-muted">{sizeWords(size)}</span>
        </li>
      ))}
    </ul>
  );
}
