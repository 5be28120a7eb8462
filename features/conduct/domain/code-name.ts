import { randomInt } from "node:crypto";

/**
 * The words of the BIP-39 English list – plain, and each told from every other by its first four letters – that name a
 * calm thing. Chosen rather than filtered: no list of what could wound or label a person is ever complete.
 */
export const codeNameWords: readonly string[] = `
  acoustic album alley alpha anchor antenna apple april arch arctic atom august autumn avocado badge balcony bamboo
  banner basket bench bicycle blanket blossom blue board boat bonus book box bread breeze bridge bronze broom bubble
  bulb butter cabbage cabin cable cactus canal canoe canvas canyon carbon cargo carpet castle celery cement cereal
  chair chalk cherry cinnamon circle city clay cliff clock cloth cloud coast coconut coffee coin color copper coral
  corn cotton couch cradle crane creek cricket crystal cube cup curtain curve cushion dance dawn december desert desk
  diagram dial diamond diary dinner dolphin domain door drift drum dune eagle earth east echo engine envelope estate
  fabric farm february fence festival fiber field film filter flame float floor flower fluid foam fog forest fork
  fortune forum fossil frame frost fruit gadget galaxy garden garlic gate gauge ginger glass glide globe glove grain
  grape gravity green grid guitar gym harbor harvest hat helmet hill hobby honey hotel hour hybrid ice icon island
  ivory jacket jar jazz jeans jelly journey juice key kitchen kite kiwi ladder lake lamp laptop laundry lava lawn
  leaf lemon lens letter library logic lounge luggage lumber machine magnet mango maple marble market meadow medal
  melody mesh metal middle midnight milk mirror mobile moon morning motor mountain muffin museum mushroom music
  napkin north novel oak ocean october olive onion opera orange orbit orchard organ oval oven oxygen oyster ozone
  paddle palace palm panel paper parade park path pattern pause peanut pear pen pencil pepper photo piano picnic
  picture pilot pioneer pizza planet plate polar pole pond pool pottery powder pudding pulse pumpkin puzzle pyramid
  quarter quiz radar radio rail rain ranch recipe record region rhythm ribbon rice ridge ring ripple river road
  rocket roof room rose route rubber saddle sail salad salmon salt sample sand sauce science scissors scout season
  ship shoe silk silver six sketch ski skirt slice snow soap soccer soda solar song soup south space spatial sphere
  spice spoon spring square stadium stage stairs stamp steel stem step stereo stone story stove street sugar summer
  sun sunset surface swim symbol syrup table tape taxi tennis tent text theory thunder ticket tide timber toast today
  tomato topic torch tower town track train tray tree trend trim trumpet tuna tunnel twelve twenty umbrella unit
  universe upper urban valley valve vapor velvet vessel village vintage volume voyage wagon wall walnut water wave
  weather web west wheat wheel window wing winter wire wisdom wood wool word world yard year zebra zero zone`
  .trim()
  .split(/\s+/);

/** Returns a random code name for a case, such as maple-canoe; whoever stores it makes sure that no other case has it. */
export function newCodeName(): string {
  const first = randomInt(codeNameWords.length);
  // Any distance but a whole round, so that the second word is another one and all are equally likely.
  const second = (first + randomInt(1, codeNameWords.length)) % codeNameWords.length;
  return `${codeNameWords[first]}-${codeNameWords[second]}`;
}
