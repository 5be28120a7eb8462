import { MessagePage } from "@/components/layout/message-page";

export default function NotFound() {
  return (
    <MessagePage title="There is no page here" mark="404">
      <p>
        The address may be mistyped. <a href="/search">Search for it</a>, or <a href="/handbook">open the handbook</a>.
      </p>
    </MessagePage>
  );
}
