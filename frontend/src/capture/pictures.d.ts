/** The pictures of the child's own voice by what they stand for, as the markup inside an <svg> (`voice-pictures.ts`). */
declare module "virtual:voice-pictures" {
  export const pictures: Record<string, string>;
}
