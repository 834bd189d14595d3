const n=236,t=[236],E={3855:((d,s,o)=>{o.d(s,{fromEnv:()=>_.sF});var _=o(8151)})};export{n as id,t as ids,E as modules};
