// The handbook's own page as Markdown: the one path of the handbook that does not lie below /handbook.
export { GET } from "../handbook/[[...slug]]/route";
