/** How this device is called in the list of devices: its browser and system, as its owner knows them. */
export function deviceName(agent: string = navigator.userAgent): string {
  const browser =
    [
      ["Edg/", "Edge"],
      ["SamsungBrowser/", "Samsung Internet"],
      ["Firefox/", "Firefox"],
      ["CriOS/", "Chrome"],
      ["Chrome/", "Chrome"],
      ["Safari/", "Safari"],
    ].find(([sign]) => sign && agent.includes(sign))?.[1] ?? "Browser";
  const system =
    [
      ["iPad", "iPad"],
      ["iPhone", "iPhone"],
      ["Android", "Android"],
      ["CrOS", "Chromebook"],
      ["Windows", "Windows"],
      ["Mac OS X", "Mac or iPad"],
      ["Linux", "Linux"],
    ].find(([sign]) => sign && agent.includes(sign))?.[1] ?? "";
  return system ? `${browser}, ${system}` : browser;
}
