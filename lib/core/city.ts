/** How the city calls itself. Configuration, because each city has its own. */
export const city = {
  name: process.env.LAMPPOST_CITY_NAME || "City of Aldermouth",
  office: process.env.LAMPPOST_CITY_OFFICE || "Office for Public Assets",
  address: process.env.LAMPPOST_CITY_ADDRESS || "14 Weighhouse Lane",
  telephone: process.env.LAMPPOST_CITY_TELEPHONE || "555 0142",
  hours: process.env.LAMPPOST_CITY_HOURS || "Monday to Friday, 8:00 to 18:00",
  mail: process.env.LAMPPOST_CITY_MAIL || "permits@aldermouth.example",
};
