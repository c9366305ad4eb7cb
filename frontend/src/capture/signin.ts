/** The way to the sign-in page and back to where one stands. */
export function signInHere(here: Pick<Location, "pathname" | "search"> = location): string {
  return `/account/login/?${new URLSearchParams({ next: here.pathname + here.search })}`;
}
