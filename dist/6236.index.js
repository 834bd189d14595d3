const n=6236,t=[6236],E={46236:((d,s,o)=>{o.d(s,{fromEnv:()=>_.sF});var _=o(18151)})};export{n as id,t as ids,E as modules};
